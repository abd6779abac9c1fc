import { type Beginning, type Command, type LookChange, MARK, type News } from './messages.ts'
import { readCommand, readLook } from './read-command.ts'

/** What the page knows of the page around it. */
export type HostState = {
  /** Baton's loader holds this frame: there is a launcher to close to. False on the direct page and in a plain iframe. */
  hosted: boolean
  /** Whether the customer can see the chat; always true where nobody can hide it. */
  shown: boolean
  /** The language that the page around asks for; null where it does not say. */
  locale: string | null
  /** Goes before the bot's own settings. */
  look: LookChange
}

/** The chat page's line to the page around it. */
export type HostPort = {
  state(): HostState
  /** Says something to the page around; nothing where there is none, or none that is allowed. */
  tell(news: News): void
  /** Hears what the page around wants. `show`, `hide` and `theme` have changed `state()` by then. */
  listen(heard: (command: Command) => void): void
}

/** What of a window the port needs; a test brings its own. */
export type PortWindow = Pick<Window, 'name' | 'parent' | 'origin' | 'addEventListener'>

/**
 * Opens the line. `sites` are the origins that may hold this frame, `*` for any: the browser has let no other frame it
 * (`frame-ancestors`), and this looks again at every message. The first good one says which origin is spoken to.
 */
export function openPort(self: PortWindow, isAllowed: (origin: string) => boolean): HostPort {
  let state = stateFromName(self)
  let peer: string | null = null
  const unsaid: News[] = []
  const listeners: ((command: Command) => void)[] = []

  const post = (news: News, origin: string) => self.parent.postMessage({ [MARK]: news }, origin)
  const tell = (news: News) => {
    if (!state.hosted) return
    if (peer !== null) post(news, peer)
    else unsaid.push(news)
  }
  self.addEventListener('message', (event: MessageEvent) => {
    if (!state.hosted || event.source !== self.parent || !isAllowed(event.origin)) return
    if (peer !== null && event.origin !== peer) return
    const command = readCommand(event.data, event.origin === self.origin)
    if (command === null) return
    if (peer === null) {
      peer = event.origin
      for (const news of unsaid.splice(0)) post(news, peer)
    }
    state = afterCommand(state, command)
    for (const heard of listeners) heard(command)
  })
  return { state: () => state, tell, listen: (heard) => void listeners.push(heard) }
}

function afterCommand(state: HostState, command: Command): HostState {
  if (command.kind === 'show') return { ...state, shown: true }
  if (command.kind === 'hide') return { ...state, shown: false }
  if (command.kind === 'theme') return { ...state, look: { ...state.look, ...command.look } }
  return state
}

/** The loader gives the frame a name that says how it begins, so that nothing is drawn twice. */
function stateFromName(self: PortWindow): HostState {
  const alone = { hosted: false, shown: true, locale: null, look: {} }
  if (self.parent === (self as unknown) || !self.name.startsWith(`${MARK}:`)) return alone
  try {
    const { shown, locale, look } = JSON.parse(self.name.slice(MARK.length + 1)) as Partial<Beginning>
    const language = typeof locale === 'string' ? locale : null
    return { hosted: true, shown: shown === true, locale: language, look: readLook(look, false) }
  } catch {
    return { ...alone, hosted: true }
  }
}
