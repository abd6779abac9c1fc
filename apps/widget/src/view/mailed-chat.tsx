import { fill, texts } from '../texts/texts.ts'

type Props = { botName: string; state: 'ask' | 'busy' | 'later' | 'over'; open: () => void; leave: () => void }

/** Before a link of a mail is used up: programs that look at mails open pages, but press nothing. */
export function MailedChat({ botName, state, open, leave }: Props) {
  const { title, body, open: label, over } = texts.mailed
  const isOver = state === 'over'
  return (
    <main class="other-page">
      <h1>{title}</h1>
      <p role="status">
        {isOver ? over : state === 'later' ? texts.refusal.unreachable : fill(body, { name: botName })}
      </p>
      <button type="button" class="button primary" disabled={state === 'busy'} onClick={isOver ? leave : open}>
        {isOver ? texts.ended.again : label}
      </button>
    </main>
  )
}
