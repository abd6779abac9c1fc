import type { Store } from '../keep/browser-store.ts'
import type { Answer } from '../wire/call.ts'
import type { ChannelApi } from '../wire/channel-api.ts'

// The server as the tests want it: every call is written down, and answered by the script.

export const refusal = (status: number, code: string): Answer<never> => ({ kind: 'no', status, code })
export const down: Answer<never> = { kind: 'later', afterMs: null }
export const ok = <Value>(value: Value): Answer<Value> => ({ kind: 'ok', value })

type Script = { [Name in keyof ChannelApi]?: Answer<unknown>[] }

/** Answers each kind of call from its own list, in order; a call that the script does not expect fails the test. */
export function fakeChannel(script: Script) {
  const calls: [name: string, ...args: unknown[]][] = []
  const answer =
    (name: keyof ChannelApi) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args])
      const next = script[name]?.shift()
      if (!next) throw new Error(`an unexpected call of ${name}`)
      return next
    }
  const names = [
    'bot',
    'start',
    'conversations',
    'identify',
    'signOut',
    'conversation',
    'eventsBefore',
    'eventsAfter',
    'awaitEvents',
    'form',
  ] as const
  const commands = ['send', 'read', 'escalate', 'answerForm', 'withdraw'] as const
  const entries = [...names, ...commands].map((name) => [name, answer(name)])
  return { api: Object.fromEntries(entries) as ChannelApi, calls }
}

/** A browser's storage that lasts as long as the test. */
export function fakeStore(): Store {
  const kept = new Map<string, string>()
  return {
    read: (name) => JSON.parse(kept.get(name) ?? 'null'),
    write: (name, value) => void kept.set(name, JSON.stringify(value)),
    forget: (name) => void kept.delete(name),
    names: (beginning) => [...kept.keys()].filter((name) => name.startsWith(beginning)),
    watch: () => () => {},
  }
}
