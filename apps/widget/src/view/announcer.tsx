import type { Announcements } from '../chat/announcement.ts'

/** Unseen, and always there: what is put into it is spoken once, when the reader has finished its sentence. */
export function Announcer({ said }: Pick<Announcements, 'said'>) {
  return (
    <div class="unseen" role="status" aria-live="polite" aria-atomic="false">
      {said.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  )
}
