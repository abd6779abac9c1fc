import { render, type VNode } from 'preact'
import { readBotPath } from './bot-path.ts'
import { Chat } from './chat/chat.ts'
import { openStore } from './keep/browser-store.ts'
import './style/tokens.css'
import './style/page.css'
import './style/thread.css'
import './style/dock.css'
import { chooseLanguage } from './texts/languages.ts'
import { texts } from './texts/texts.ts'
import { fitViewport } from './view/fit-viewport.ts'
import { Loading, MissingChat, Unreachable } from './view/other-pages.tsx'
import { showChat } from './view/show-chat.tsx'
import { useLanguage } from './view/use-language.ts'
import { channelApi } from './wire/channel-api.ts'
import { createPatience } from './wire/patience.ts'

/** Finds the bot that the address names, trying until the server has said whether there is one, then shows its chat. */
async function showPage(place: Element, botId: string | null): Promise<void> {
  const spoken = useLanguage(chooseLanguage(navigator.languages))
  if (botId === null) return spoken.then(() => showMissing(place))
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
  const kept = openStore(botId, () => localStorage)
  const visit = openStore(botId, () => sessionStorage)
  const chat = new Chat(answer.value, channelApi, kept)
  chat.begin()
  showChat(place, chat, visit)
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
