import type { ComponentChildren } from 'preact'
import { texts } from '../texts/texts.ts'

type Props = {
  by: 'customer' | 'bot' | 'agent'
  /** Its key in the thread. */
  row: string
  /** First and last of a run of messages by one author. */
  opens?: boolean
  closes?: boolean
  face?: ComponentChildren
  name?: ComponentChildren
  /** Further classes of the bubble, and what is seen on hovering it. */
  look?: string
  title?: string | undefined
  children: ComponentChildren
  below?: ComponentChildren
}

/** What every message looks like, whoever wrote it and whatever is in it. */
export function MessageFrame({ by, row, opens = true, closes = true, face, name, look, title, ...inside }: Props) {
  return (
    <div class={`message by-${by} ${opens ? 'opens' : ''} ${closes ? 'closes' : ''}`} data-row={row}>
      {by !== 'customer' && <div class="face">{closes && face}</div>}
      <div class="said">
        {by === 'customer' ? <span class="unseen">{texts.you}: </span> : name}
        <div class={`bubble ${look ?? ''}`} title={title}>
          {inside.children}
        </div>
        {inside.below}
      </div>
    </div>
  )
}

type NameProps = { name: string; kind: string; opens?: boolean; agent?: boolean; time?: ComponentChildren }

/** Said aloud before every message; shown where a run begins, with the word that tells bot from person. */
export function Name({ name, kind, opens = true, agent = false, time }: NameProps) {
  return (
    <div class={opens ? 'name quiet-words' : 'unseen'}>
      <b>{name}</b> <span class={agent ? 'agent' : ''}>{kind}</span> {opens && time}
    </div>
  )
}

/** A message of the customer's that is not with the server yet; said only when it takes a moment. */
export function Underway({ sending = false }: { sending?: boolean }) {
  return <p class="underway quiet-words late">{sending ? texts.outbox.sending : texts.outbox.queued}</p>
}
