import type { MemberConversation } from '@baton/protocol'
import { Button } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { texts } from '../texts/conversations.ts'
import { useWide, widths } from '../ui/use-wide.ts'
import { heightOf, type ListItem } from './list-items.ts'
import { PartName } from './part-name.tsx'
import { Row } from './row.tsx'
import { useHeldPlace } from './use-held-place.ts'
import { useKeptFocus } from './use-kept-focus.ts'

/** What the keyboard needs of a list: the rows in their order, and how one of them comes into sight with the focus. */
export type ListHandle = { rows: () => readonly MemberConversation[]; show: (id: string) => void }

type Props = {
  items: readonly ListItem[]
  me: string
  current: string | undefined
  handle: RefObject<ListHandle | null>
  /** Draws what reads on, at the end of a part. */
  more: (part: string) => ReactNode
  /** Called when the end of what was read comes near. */
  nearEnd: (part: string) => void
}

/** So many items beyond what is in sight are drawn, and so many before its end the next page is asked for. */
const OVERSCAN = 8
const NEAR_END = 25

/** A list of any length: only what is in sight is drawn, and what is pointed at stays where it is. */
export function VirtualList({ items, me, current, handle, more, nearEnd }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const phone = !useWide(widths.tablet)
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heightOf(items[index] ?? missing, phone),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: OVERSCAN,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is measured depends on what is drawn and how high
  useEffect(() => list.measure(), [items, phone])
  useHeldPlace(box, inner, items, phone)
  const show = (id: string) => {
    list.scrollToIndex(
      items.findIndex((item) => item.key === id),
      { align: 'auto' },
    )
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus({ preventScroll: true }),
    )
  }
  useKeptFocus(box, items, show)
  useImperativeHandle(handle, () => ({
    rows: () => items.flatMap((item) => (item.kind === 'row' ? [item.row] : [])),
    show,
  }))
  const drawn = list.getVirtualItems()
  const end = list.range?.endIndex ?? 0
  useEffect(() => {
    const next = items.slice(0, end + NEAR_END).findLast((item) => item.kind === 'more')
    if (next?.kind === 'more') nearEnd(next.part)
  }, [items, end, nearEnd])
  const place = (item: VirtualItem) => ({ height: item.size, transform: `translateY(${item.start}px)` })
  return (
    <div className="list-pane__frame">
      <div className="list-pane__scroll" ref={box}>
        <StickyPart items={items} first={list.range?.startIndex ?? 0} scrolled={(list.scrollOffset ?? 0) > 0} />
        <div className="list-pane__items" ref={inner} style={{ height: list.getTotalSize() }}>
          <ul>
            {drawn.map((one) => {
              const item = items[one.index]
              if (!item) return null
              return (
                <li key={item.key} className="list-pane__item" style={place(one)}>
                  {item.kind === 'row' && <Row {...item} me={me} current={item.row.id === current} />}
                  {item.kind === 'part' && (
                    <h2 className="list-pane__part">
                      <PartName {...item} />
                    </h2>
                  )}
                  {item.kind === 'more' && more(item.part)}
                </li>
              )
            })}
          </ul>
        </div>
      </div>
      <NewAbove items={items} scroll={list.scrollOffset ?? 0} toTop={() => list.scrollToOffset(0)} />
      <PartsBelow items={items} end={end} show={(index) => list.scrollToIndex(index, { align: 'start' })} />
    </div>
  )
}

const missing: ListItem = { kind: 'more', key: '', part: '' }

/** The heading of the part that one is in, kept in sight. */
function StickyPart({ items, first, scrolled }: { items: readonly ListItem[]; first: number; scrolled: boolean }) {
  const part = items.slice(0, first + 1).findLast((item) => item.kind === 'part')
  if (!scrolled || part?.kind !== 'part') return null
  return (
    <div className="list-pane__sticky" aria-hidden="true">
      <div className="list-pane__part">
        <PartName {...part} />
      </div>
    </div>
  )
}

/** Something new has come above what one reads. */
function NewAbove({ items, scroll, toTop }: { items: readonly ListItem[]; scroll: number; toTop: () => void }) {
  const first = items.find((item) => item.kind === 'row')?.key ?? ''
  const [seen, setSeen] = useState(first)
  const atTop = scroll < 8
  useEffect(() => {
    if (atTop) setSeen(first)
  }, [atTop, first])
  if (atTop || first === seen) return null
  return (
    <Button
      className="list-pane__new"
      size="compact-sm"
      variant="default"
      leftSection={<IconArrowUp size={14} aria-hidden="true" />}
      onClick={toTop}
    >
      {texts.newAbove}
    </Button>
  )
}

type BelowProps = { items: readonly ListItem[]; end: number; show: (index: number) => void }

/** The parts that begin further down, named at the foot; each leads there. */
function PartsBelow({ items, end, show }: BelowProps) {
  return items.map((item, index) =>
    item.kind === 'part' && index > end ? (
      <button key={item.key} type="button" className="list-pane__jump" onClick={() => show(index)}>
        <PartName {...item} />
      </button>
    ) : null,
  )
}
