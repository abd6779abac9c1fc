import { texts } from '../texts/conversations.ts'

/** The name of a part of the list, with how many conversations it has and whether something in it is unread. */
export function PartName({ title, count, unread }: { title: string; count: number; unread: number }) {
  return (
    <>
      {title}
      <span className="figures soft">{count}</span>
      {unread > 0 && (
        <span className="row__dot">
          <span className="hidden-words">{texts.unreadCount(unread)}</span>
        </span>
      )}
    </>
  )
}
