import type { MemberEvent } from '@baton/protocol'
import { isPassing, ProblemError, problemCode } from '../api/problem.ts'
import {
  nextToSend,
  type Outbox,
  type Outgoing,
  pause,
  putBack,
  restored,
  withFailed,
  without,
  withQueued,
  withResend,
  withRetry,
  withSending,
} from './outbox.ts'

/** What a member is writing in one conversation. */
export type Desk = {
  draft: string
  outbox: Outbox
  /** Something was not sent because somebody else may speak now; its text is back in the draft. */
  takenBack: boolean
  /** What the bot was about to say when this member came; offered until it is used or refused. */
  suggestion: string
}

type Ports = {
  send: (conversation: string, message: { clientId: string; text: string }) => Promise<MemberEvent>
  /** Called before the message leaves the outbox, so that it is never on neither side. */
  sent: (event: MemberEvent) => Promise<void> | void
  refused: (conversation: string, error: unknown) => void
  keep: {
    read: (key: string) => unknown
    write: (key: string, value: unknown) => void
    keys: (prefix: string) => string[]
  }
  later: (run: () => void, milliseconds: number) => void
  newId: () => string
  now: () => string
}

/** The desks of one member: drafts and unsent messages of all conversations, kept across reloads. */
export type WritingDesk = ReturnType<typeof makeWritingDesk>

const blank: Desk = { draft: '', outbox: [], takenBack: false, suggestion: '' }

export function makeWritingDesk(member: string, ports: Ports) {
  const desks = new Map<string, Desk>()
  const listeners = new Set<() => void>()
  const draftKey = (id: string) => `baton.draft.${member}.${id}`
  const outboxPrefix = `baton.outbox.${member}.`
  const suggestionKey = (id: string) => `baton.suggestion.${member}.${id}`

  const get = (id: string): Desk => {
    const known = desks.get(id)
    if (known) return known
    const desk = {
      ...blank,
      draft: asText(ports.keep.read(draftKey(id))),
      suggestion: asText(ports.keep.read(suggestionKey(id))),
      outbox: restored(ports.keep.read(outboxPrefix + id)),
    }
    desks.set(id, desk)
    return desk
  }

  const take = (id: string, desk: Desk) => {
    desks.set(id, desk)
    for (const listener of listeners) listener()
  }

  const change = (id: string, part: Partial<Desk>) => {
    const before = get(id)
    const desk = { ...before, ...part }
    if (desk.draft !== before.draft) ports.keep.write(draftKey(id), desk.draft || undefined)
    if (desk.suggestion !== before.suggestion) ports.keep.write(suggestionKey(id), desk.suggestion || undefined)
    if (desk.outbox !== before.outbox) keepOutbox(id, before.outbox, desk.outbox)
    take(id, desk)
  }

  /** What another tab of this browser has still to send stays kept beside this tab's own. */
  const keepOutbox = (id: string, before: Outbox, after: Outbox) => {
    const own = new Set([...before, ...after].map((one) => one.clientId))
    const others = restored(ports.keep.read(outboxPrefix + id)).filter((one) => !own.has(one.clientId))
    const all = [...others, ...after]
    ports.keep.write(outboxPrefix + id, all.length > 0 ? all : undefined)
  }

  const pump = (id: string): void => {
    const next = nextToSend(get(id).outbox)
    if (!next) return
    change(id, { outbox: withSending(get(id).outbox, next.clientId) })
    const { clientId, text } = next
    void ports.send(id, { clientId, text }).then(
      (event) => arrived(id, next, event),
      (error) => failed(id, next, error),
    )
  }

  const arrived = async (id: string, message: Outgoing, event: MemberEvent) => {
    await ports.sent(event)
    change(id, { outbox: without(get(id).outbox, message.clientId) })
    pump(id)
  }

  const failed = (id: string, message: Outgoing, error: unknown) => {
    const { outbox, draft } = get(id)
    const words = error instanceof Error ? error.message : String(error)
    if (problemCode(error) === 'not_holder') {
      change(id, { outbox: [], draft: putBack(outbox, draft), takenBack: true })
    } else if (isPassing(error)) {
      change(id, { outbox: withRetry(outbox, message.clientId, words) })
      ports.later(() => pump(id), pause(message.tries + 1))
    } else {
      change(id, { outbox: withFailed(outbox, message.clientId, words) })
    }
    if (error instanceof ProblemError) ports.refused(id, error)
  }

  return {
    get,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    write: (id: string, draft: string) => change(id, { draft }),
    /** Sends what stands in the draft; an empty one is not sent. */
    send: (id: string) => {
      const text = get(id).draft.trim()
      if (text === '') return
      const message = { clientId: ports.newId(), text, at: ports.now() }
      change(id, { draft: '', takenBack: false, outbox: withQueued(get(id).outbox, message) })
      pump(id)
    },
    resend: (id: string, clientId: string) => {
      change(id, { outbox: withResend(get(id).outbox, clientId) })
      pump(id)
    },
    /** Puts a message that was not sent back into the draft, to be changed or thrown away there. */
    takeBack: (id: string, clientId: string) => {
      const { outbox, draft } = get(id)
      const message = outbox.filter((one) => one.clientId === clientId)
      change(id, { outbox: without(outbox, clientId), draft: putBack(message, draft) })
      pump(id)
    },
    /** Offers what the bot was about to say; an empty text takes the offer back. */
    suggest: (id: string, suggestion: string) => change(id, { suggestion: suggestion.trim() }),
    /** Puts the offer before what stands in the draft. */
    takeSuggestion: (id: string) => {
      const { suggestion, draft } = get(id)
      change(id, { suggestion: '', draft: draft.trim() === '' ? suggestion : `${suggestion}\n\n${draft}` })
    },
    /** The log has it although no answer to this tab said so: what waits behind it goes on. */
    arrivedOtherwise: (id: string, clientId: string) => {
      const one = get(id).outbox.find((message) => message.clientId === clientId)
      if (one === undefined || one.status === 'sending') return
      change(id, { outbox: without(get(id).outbox, clientId) })
      pump(id)
    },
    /** Another tab of this browser changed what is kept under this key: what is being written is the same in all. */
    keptElsewhere: (key: string) => {
      // Not written again: the other tab may be further by now.
      for (const [id, desk] of desks) {
        if (key === draftKey(id)) take(id, { ...desk, draft: asText(ports.keep.read(key)) })
        if (key === suggestionKey(id)) take(id, { ...desk, suggestion: asText(ports.keep.read(key)) })
      }
    },
    closeNotice: (id: string) => change(id, { takenBack: false }),
    /** Tries everything that waits: after a reload, and when the network is back. */
    resume: () => {
      const kept = ports.keep.keys(outboxPrefix).map((key) => key.slice(outboxPrefix.length))
      for (const id of new Set([...kept, ...desks.keys()])) pump(id)
    },
  }
}

const asText = (kept: unknown): string => (typeof kept === 'string' ? kept : '')
