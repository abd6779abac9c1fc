import type { Baton, BatonIdentity } from '../../public/baton.d.ts'
import type { Chat, openChat } from './chat.ts'
import { createEvents } from './events.ts'
import { createLauncher, type Launcher } from './launcher.ts'
import { isKept, keep } from './memory.ts'
import type { Place } from './place.ts'
import { type BotSettings, changed, fetchSettings, type Look, unknownBot } from './settings.ts'

/** First pause before the settings are asked for again, in milliseconds; each further one is twice as long. */
const PATIENCE = 4000

/** The SDK: what is called before the bot's settings are here is done as soon as they are, in order. */
export function createBaton(place: Place): Baton {
  const { home, bot, settings } = place
  const { emit, on, off } = createEvents()
  const opaque = origin === 'null'
  const waiting: (() => void)[] = []
  let launcher: Launcher | null = null
  let look: Look = unknownBot.theme
  let identity: BatonIdentity | null = null
  let loading: Promise<Chat> | null = null
  let known = unknownBot
  let ended = false
  let bubble = 0

  const whenDrawn = (act: () => void) => void (launcher ? act() : waiting.push(act))
  /** Does something with the chat, whose code is loaded for that; a sandboxed page has none. */
  const withChat = (act: (chat: Chat) => void) =>
    whenDrawn(() => {
      if (opaque || !launcher) return
      const parts = { place, bot: known, launcher, emit, look: () => look, identity: () => identity }
      loading ??= import(/* @vite-ignore */ `${home}/widget-chat.js`).then(
        ({ openChat: open }: { openChat: typeof openChat }) => open(parts),
      )
      loading.then(act, () => {
        loading = null
        fail('unreachable', `${home} does not answer.`)
      })
    })
  const ifUsed = (act: (chat: Chat) => void) => void loading?.then(act)

  async function load(pause: number): Promise<void> {
    const answer = opaque ? unknownBot : await fetchSettings(place)
    if (ended) return
    if (answer === 404) return fail('bot_missing', `There is no bot ${bot}.`)
    if (answer === null || typeof answer === 'number') {
      setTimeout(load, pause, pause * 2)
      if (pause > PATIENCE) return
      return fail('unreachable', `${home} does not answer, or ${origin} is not among the sites of this bot.`)
    }
    draw(answer)
  }

  function draw(answer: BotSettings): void {
    known = answer
    look = changed(known.theme, settings)
    const link = opaque ? `${home}/b/${encodeURIComponent(bot)}` : null
    launcher = createLauncher(known.name, look, () => baton.toggle(), link)
    watch.observe(document.documentElement, { childList: true })
    for (const act of waiting.splice(0)) act()
    if (isKept(bot, 'open')) withChat((chat) => chat.show(true))
    else if (isKept(bot, 'conversation') || isKept(bot, 'reset')) withChat((chat) => chat.load())
    if (settings.openAfterMs !== undefined)
      setTimeout(() => ended || withChat((chat) => chat.show(true)), settings.openAfterMs)
    emit('ready', { bot: { id: bot, name: known.name } })
  }

  function fail(code: 'unreachable' | 'bot_missing', message: string): void {
    console.error(`Baton: ${message}`)
    emit('error', { code, message })
  }

  /** Some pages replace everything that stands on them. */
  const watch = new MutationObserver(() => launcher?.host.isConnected || launcher?.attach())

  const trigger = (visible: (now: boolean) => boolean) =>
    whenDrawn(() => {
      if (launcher) launcher.button.hidden = !visible(!launcher.button.hidden)
    })
  const preview = (text: string | null, delayMs = 0) => {
    clearTimeout(bubble)
    bubble = window.setTimeout(() => withChat((chat) => chat.isOpen() || chat.preview(text)), delayMs)
  }

  const baton: Baton = {
    show: () => withChat((chat) => chat.show()),
    hide: () => withChat((chat) => chat.hide()),
    toggle: () => withChat((chat) => chat.toggle()),
    showTrigger: () => trigger(() => true),
    hideTrigger: () => trigger(() => false),
    toggleTrigger: () => trigger((now) => !now),
    sendMessage: (text) => withChat((chat) => chat.say({ kind: 'sendMessage', text })),
    newConversation: (text) =>
      withChat((chat) => chat.say({ kind: 'newConversation', text } as { kind: 'newConversation' })),
    showPreview: preview,
    hidePreview: () => preview(null),
    extendTheme: (change) =>
      whenDrawn(() => {
        look = changed(look, change)
        launcher?.draw({ look })
        ifUsed((chat) => chat.retheme())
      }),
    identify(customer) {
      identity = customer
      ifUsed((chat) => chat.identify())
    },
    reset() {
      identity = null
      if (!loading && !isKept(bot, 'used')) return
      // Where this page is left at once, the next one does it.
      keep(bot, 'reset', true)
      keep(bot, 'open', false)
      withChat((chat) => chat.reset())
    },
    on,
    off,
    destroy() {
      ended = true
      clearTimeout(bubble)
      watch.disconnect()
      ifUsed((chat) => chat.end())
      launcher?.host.remove()
      delete window.baton
    },
    push(...calls) {
      for (const [name, ...args] of calls) (baton[name] as ((...args: unknown[]) => void) | undefined)?.(...args)
    },
  }
  void load(PATIENCE)
  return baton
}
