import type { Command, HostIdentity, HostPage, LookChange, News } from '../host/messages.ts'
import { createBubble } from './bubble.ts'
import css from './chat.css?inline'
import type { Emit } from './events.ts'
import type { Launcher } from './launcher.ts'
import { isKept, keep } from './memory.ts'
import { createPanel, type Panel } from './panel.ts'
import type { Place } from './place.ts'
import type { BotSettings, Look } from './settings.ts'
import { closeIn } from './words.ts'

/** What the launcher hands over when its chat is wanted. Everything that changes is asked for. */
export type Surroundings = {
  place: Place
  bot: BotSettings
  launcher: Launcher
  emit: Emit
  look: () => Look
  identity: () => HostIdentity | null
}

export type Chat = ReturnType<typeof openChat>

/** How much of a message that came while the chat was closed is shown beside the button, in characters. */
const PREVIEW = 160

/** Where the customer is: asked for when a conversation begins, so that a page that changes without loading says it right. */
function pageNow(): HostPage {
  // What comes after # may be a key, and never leaves the browser otherwise.
  return { url: location.href.split('#')[0] ?? '', title: document.title, referrer: document.referrer }
}

/** Everything that only matters once the chat is used: loaded then, not before. */
export function openChat({ place, bot, launcher, emit, look, identity }: Surroundings) {
  const { settings } = place
  const locale = settings.locale ?? bot.locale ?? document.documentElement.lang
  const close = closeIn(locale || navigator.language)
  const bubble = createBubble(close, () => show())
  const waiting: Command[] = []
  let panel: Panel | null = null
  let listens = false
  let open = false
  let question = settings.initialQuestion
  let before: Element | null = null
  launcher.style(css)
  launcher.box.prepend(bubble.place)

  const tell = (command: Command) => (listens ? panel?.tell(command) : waiting.push(command))
  const lookNow = (): LookChange => {
    const { scheme, colour, draft } = look()
    return { scheme: scheme as 'auto', colour, draft }
  }
  const identify = () => {
    const who = identity()
    if (!who || !panel) return
    keep(place.bot, 'used', true)
    tell({ kind: 'identify', identity: who })
  }
  const askFirst = () => {
    if (question && open && listens) tell({ kind: 'sendMessage', text: question })
    if (open && listens) question = undefined
  }

  /** `forget`: the frame forgets its customer before it hears anything else. */
  function load(forget = isKept(place.bot, 'reset')): Panel {
    if (panel) return panel
    const loaded = () => panel?.tell({ kind: open ? 'show' : 'hide' })
    panel = createPanel(place, bot.name, { shown: open, locale: locale || null, look: lookNow() }, { news, loaded })
    if (look().draft) tell({ kind: 'theme', look: lookNow() })
    if (forget) tell({ kind: 'reset' })
    identify()
    launcher.box.insertBefore(panel.panel, launcher.button)
    return panel
  }

  /** `quiet`: nobody asked, so the focus stays where it is. */
  function show(quiet = false): void {
    if (open) return
    open = true
    before = document.activeElement
    const shown = load()
    bubble.say(null)
    launcher.draw({ open, called: close })
    shown.show(true)
    if (!quiet) shown.focus()
    tell({ kind: 'show' })
    askFirst()
    keep(place.bot, 'open', true)
    emit('open', {})
  }

  function hide(): void {
    if (!open) return
    open = false
    const inside = document.activeElement === launcher.host
    panel?.show(false)
    launcher.draw({ open, called: null })
    tell({ kind: 'hide' })
    keep(place.bot, 'open', false)
    if (inside) giveFocusBack()
    emit('close', {})
  }

  function giveFocusBack(): void {
    const elsewhere = before instanceof HTMLElement && before.isConnected && before !== document.body
    if (elsewhere && before !== launcher.host) (before as HTMLElement).focus()
    else launcher.button.focus()
  }

  function news(said: News): void {
    if (said.kind === 'ready') begin(said.conversation)
    else if (said.kind === 'conversation') keep(place.bot, 'conversation', said.open)
    else if (said.kind === 'forgotten') forgotten()
    else if (said.kind === 'close') hide()
    else if (said.kind === 'message') hearMessage(said.message)
    else if (said.kind === 'page_asked') tell({ kind: 'page', page: pageNow() })
    else if (said.kind === 'unread') {
      launcher.draw({ unread: said.count })
      emit('unread', { count: said.count })
    } else if (said.kind === 'escalated') emit('escalated', {})
    else if (said.kind === 'error') emit('error', { code: said.code, message: said.message })
    else if (said.kind === 'agent_joined' || said.kind === 'agent_left') emit(said.kind, { agent: said.agent })
  }

  function begin(conversation: boolean): void {
    listens = true
    for (const command of waiting.splice(0)) tell(command)
    if (conversation) question = undefined
    askFirst()
    keep(place.bot, 'used', true)
    keep(place.bot, 'conversation', conversation)
  }

  /** The frame has forgotten its customer; somebody else may be known by now. */
  function forgotten(): void {
    keep(place.bot, 'reset', false)
    keep(place.bot, 'conversation', false)
    keep(place.bot, 'used', identity() !== null)
  }

  function hearMessage(message: Extract<News, { kind: 'message' }>['message']): void {
    emit('message', message)
    if (!open && message.by !== 'customer') bubble.say(message.text.slice(0, PREVIEW))
  }

  return {
    show,
    hide,
    load,
    identify,
    toggle: () => (open ? hide() : show()),
    isOpen: () => open,
    preview: bubble.say,
    retheme: () => panel && tell({ kind: 'theme', look: lookNow() }),
    say(command: Command) {
      question = undefined
      show()
      tell(command)
    },
    reset() {
      hide()
      bubble.say(null)
      launcher.draw({ unread: 0 })
      keep(place.bot, 'conversation', false)
      if (panel) tell({ kind: 'reset' })
      else load(true)
    },
    end: () => panel?.end(),
  }
}
