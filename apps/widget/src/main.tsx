import { render, type VNode } from 'preact'
import { readBotPath } from './bot-path.ts'
import { Chat } from './chat/chat.ts'
import { isSandboxed, openFrame } from './host/frame.ts'
import { openStore } from './keep/browser-store.ts'
import './style/tokens.css'
import './style/page.css'
import './style/thread.css'
import './style/dock.css'
import './style/ways.css'
import { loadBegun } from './load-begun.ts'
import { chooseLanguage } from './texts/languages.ts'
import { texts } from './texts/texts.ts'
import { fitViewport } from './view/fit-viewport.ts'
import { Loading, MissingChat, OwnWindow, Unreachable } from './view/other-pages.tsx'
import { paintScheme, watchDarkness } from './view/paint.ts'
import { showChat } from './view/show-chat.tsx'
import { useLanguage } from './view/use-language.ts'
import { channelApi } from './wire/channel-api.ts'
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
  const answer = await patience.untilAnswered(
    () => channelApi.bot(botId),
    () => show(<Unreachable retry={patience.cut} />),
  )
  answered = true
  await spoken
  if (answer.kind !== 'ok') return showMissing(place)
  const language = chooseLanguage([locale, look.draft?.locale ?? answer.value.locale, ...navigator.languages])
  if (language.name !== guess.name) await useLanguage(language)
  const kept = openStore(botId, () => localStorage)
  const visit = openStore(botId, () => sessionStorage)
  const chat = new Chat(answer.value, { api: channelApi, store: kept, port, load: loadBegun })
  chat.begin()
  showChat(place, { chat, port, kept, visit })
  onFirstTouch(chat.prepare)
}

/** Customers can type now. What they will need then is fetched when they show that they are going to. */
function onFirstTouch(begin: () => void): void {
  const signs = ['pointerdown', 'keydown', 'focusin'] as const
  const touched = () => {
    for (const sign of signs) removeEventListener(sign, touched)
    begin()
  }
  for (const sign of signs) addEventListener(sign, touched)
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
