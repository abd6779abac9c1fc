import type { MemberConversation } from '@baton/protocol'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { Failed, type ListPart, Nothing, RowSkeletons, Rows } from './lists.tsx'
import { useList } from './use-list.ts'
import { useCounts } from './use-live-inbox.tsx'
import { isUnread } from './views.ts'

/** What needs people: who waits, what I hold, what others hold. */
export function OpenLists() {
  const me = useMe().member.id
  const counts = useCounts().data
  const escalated = useList('escalated', '')
  const mine = useList('mine', '')
  const active = useList('active', '')
  const all = [escalated, mine, active]
  const failed = all.find(({ list }) => list.isError && !list.data)
  if (failed) {
    return <Failed error={failed.list.error} retry={() => void Promise.all(all.map(({ list }) => list.refetch()))} />
  }
  if (all.some(({ list }) => !list.data)) return <RowSkeletons />
  if (all.every(({ list }) => list.data?.items.length === 0)) return <Nothing view="open" q="" />

  const rowsOf = (part: ListPart) => part.list.data?.items ?? []
  const others = rowsOf(active).filter((row) => row.agent?.id !== me)
  const parts = [
    { title: texts.sections.escalated, count: counts?.escalated, rows: rowsOf(escalated), part: escalated, unread: 0 },
    {
      title: texts.sections.mine,
      count: counts?.mine,
      rows: rowsOf(mine),
      part: mine,
      unread: rowsOf(mine).filter((row) => isUnread(row, me)).length,
    },
    {
      title: texts.sections.active,
      count: counts && counts.active - counts.mine,
      rows: others,
      part: active,
      unread: 0,
    },
  ].filter(({ rows }) => rows.length > 0)
  return <Parts parts={parts} />
}

type PartOfList = {
  title: string
  count: number | undefined
  rows: MemberConversation[]
  part: ListPart
  unread: number
}

/** The parts beneath each other; those that begin below what is in sight are named at the foot, and lead there. */
function Parts({ parts }: { parts: PartOfList[] }) {
  const box = useRef<HTMLDivElement>(null)
  const [below, setBelow] = useState<ReadonlySet<string>>(new Set())
  const seen = useCallback((title: string, isBelow: boolean) => {
    setBelow((known) => (known.has(title) === isBelow ? known : toggled(known, title)))
  }, [])
  return (
    <>
      <div className="list-pane__scroll" ref={box}>
        {parts.map((part) => (
          <Part key={part.title} {...part} box={box} seen={seen} />
        ))}
      </div>
      {parts
        .filter(({ title }) => below.has(title))
        .map((part) => (
          <button
            key={part.title}
            type="button"
            className="list-pane__jump"
            onClick={() => box.current?.querySelector(`[data-part="${part.title}"]`)?.scrollIntoView()}
          >
            <PartName {...part} />
          </button>
        ))}
    </>
  )
}

function toggled(known: ReadonlySet<string>, title: string): ReadonlySet<string> {
  const next = new Set(known)
  if (!next.delete(title)) next.add(title)
  return next
}

type PartProps = PartOfList & {
  box: RefObject<HTMLDivElement | null>
  seen: (title: string, isBelow: boolean) => void
}

function Part({ box, seen, ...part }: PartProps) {
  const start = useRef<HTMLHeadingElement>(null)
  const { title } = part
  useEffect(() => {
    const element = start.current
    if (!element) return
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry) seen(title, !entry.isIntersecting && entry.boundingClientRect.top > (entry.rootBounds?.top ?? 0))
      },
      { root: box.current },
    )
    watch.observe(element)
    return () => {
      watch.disconnect()
      seen(title, false)
    }
  }, [box, seen, title])
  return (
    <section>
      <h2 className="list-pane__part" ref={start} data-part={title}>
        <PartName {...part} />
      </h2>
      <Rows rows={part.rows} part={part.part} />
    </section>
  )
}

function PartName({ title, count, rows, part, unread }: PartOfList) {
  const complete = part.list.data?.nextCursor === null
  return (
    <>
      {title}
      <span className="figures soft">{complete ? rows.length : Math.max(count ?? 0, rows.length)}</span>
      {unread > 0 && (
        <span className="row__dot">
          <span className="hidden-words">{texts.unreadCount(unread)}</span>
        </span>
      )}
    </>
  )
}
