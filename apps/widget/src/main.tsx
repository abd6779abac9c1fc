import { render, type VNode } from 'preact'
import { readBotPath } from './bot-path.ts'
import { isSandboxed, openFrame } from './host/frame.ts'
import { openStore } from './keep/browser-store.ts'
import { readAccess, tokenOf } from './keep/kept-access.ts'
import './style/tokens.css'
import './style/page.css'
import './style/thread.css'
import './style/dock.css'
import './style/ways.css'
import { loadRest } from './load-rest.ts'
import { chooseLanguage } from './texts/languages.ts'
import { texts } from './texts/texts.ts'
import { fitViewport } from './view/fit-viewport.ts'
import { Loading, MissingChat, OwnWindow, Unreachable } from './view/other-pages.tsx'
import { paintScheme, watchDarkness } from './view/paint.ts'
import { showFront } from './view/show-front.tsx'
import { useLanguage } from './view/use-language.ts'
import { fetchBot } from './wire/call.ts'
import { createPatience } from './wire/patience.ts'

/** Finds the bot that the address names, trying until the server has said whether there is one, then shows its chat. */
async function showPage(place: Element, botId: string | null): Promise<void> {
  const port = openFrame()
  const { locale, look } = port.state()
  const firstScheme = () => paintScheme(look.scheme ?? 'auto')
  firstScheme()
  watchDarkness(firstScheme)
  const guess = chooseLanguage([locale, ...navigator.languages])
  const spoken = useLanguage(guess)
  if (botId === null) return spoken.then(() => showMissing(place))
  if (isSandboxed()) return spoken.then(() => render(<OwnWindow botId={botId} />, place))
  const patience = createPatience()
  addEventListener('online', patience.cut)
  let answered = false
  const show = (page: VNode) => void spoken.then(() => answered || render(page, place))
  show(<Loading />)
  const kept = openStore(botId, () => localStorage)
  const answer = await patience.untilAnswered(
    () => fetchBot(botId, tokenOf(readAccess(kept))),
    () => show(<Unreachable retry={patience.cut} />),
  )
  answered = true
  await spoken
  if (answer.kind !== 'ok') return showMissing(place)
  const language = chooseLanguage([locale, answer.value.locale, ...navigator.languages])
  if (language.name !== guess.name) await useLanguage(language)
  // In the link of a mail to a customer whose address is proven.
  if (location.hash.startsWith('#open='))
    await import('./open-mailed.tsx')
      .then(({ openMailed }) => openMailed(place, { bot: answer.value, kept, language: language.name }))
      .catch(() => {})
  const { front, leave } = showFront(place, { bot: answer.value, port, kept, retry: patience.cut })
  // Customers can type now. The rest comes by itself, and is asked for until it is here.
  await drawn()
  const rest = await patience.untilAnswered(
    async () => {
      const value = await loadRest(language.name)
      return value ? { kind: 'ok', value } : { kind: 'later', afterMs: null }
    },
    () => front.reach(false),
  )
  if (rest.kind !== 'ok') return
  leave()
  rest.value.takeOver(place, { front, port, kept })
}

/** The browser has drawn what it was given; where nobody sees the page, a moment has passed. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, 200)
  })
}

function showMissing(place: Element): void {
  document.title = texts.page.missing
  render(<MissingChat />, place)
}

const place = document.getElementById('chat')
const path = readBotPath(location.pathname)
document.documentElement.classList.toggle('framed', path?.framed === true || window.parent !== window)
fitViewport()
if (place) void showPage(place, path?.botId ?? null)
