import { Button, Skeleton } from '@mantine/core'
import { IconMessages, IconSearch } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useCallback, useMemo } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { List } from './list.ts'
import { listItems, type Part } from './list-items.ts'
import { TryBot } from './try-bot.tsx'
import { type ListPart, useList } from './use-list.ts'
import type { ListView, Scope } from './views.ts'
import { type ListHandle, VirtualList } from './virtual-list.tsx'

type Handle = RefObject<ListHandle | null>

/** One list of the server's: a state, mine, all, or what a search found. */
export function SingleList({ scope, handle }: { scope: Scope; handle: Handle }) {
  const part = useList(scope)
  const { list } = part
  const parts = useMemo(() => ({ '': part }), [part])
  const shape = useMemo(() => (list.data ? [wholeList(list.data)] : []), [list.data])
  if (list.isError && !list.data) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <RowSkeletons />
  if (list.data.items.length === 0) return <Nothing view={scope.view} scope={scope} />
  return <PartedList shape={shape} parts={parts} handle={handle} />
}

function wholeList({ items, nextCursor, matches }: List): Part {
  return { title: '', count: items.length, unread: 0, rows: items, more: nextCursor !== null, matches }
}

type PartedProps = { shape: readonly Part[]; parts: Record<string, ListPart>; handle: Handle }

/** Parts beneath each other, each of which reads on by itself when its end comes near. */
export function PartedList({ shape, parts, handle }: PartedProps) {
  const me = useMe().member.id
  const { conversationId } = useParams()
  const items = useMemo(() => listItems(shape), [shape])
  const nearEnd = useCallback(
    (title: string) => {
      const part = parts[title]
      if (part?.more.state === 'idle') void part.loadMore()
    },
    [parts],
  )
  const more = (title: string) => {
    const part = parts[title]
    if (!part) return null
    const { more: state, loadMore } = part
    if (state.state === 'failed') return <Failed error={state.error} retry={() => void loadMore()} />
    return (
      <div className="list-pane__more">
        <Button variant="subtle" fullWidth loading={state.state === 'loading'} onClick={() => void loadMore()}>
          {texts.more}
        </Button>
      </div>
    )
  }
  return <VirtualList items={items} me={me} current={conversationId} handle={handle} more={more} nearEnd={nearEnd} />
}

/** What stands where a list has no rows: why, and what to do next. */
export function Nothing({ view, scope: { q, bot } }: { view: ListView | 'open'; scope: { q: string; bot: string } }) {
  const { pathname } = useLocation()
  const to = (params: Record<string, string>) => ({ pathname, search: `?${new URLSearchParams(params)}` })
  if (q !== '') {
    const everywhere = (view !== 'all' && view !== 'open') || bot !== ''
    return (
      <Empty
        icon={<IconSearch size={20} />}
        title={texts.empty.search(q)}
        detail={texts.empty.searchDetail}
        action={
          everywhere && (
            <Button component={Link} to={to({ state: 'all', q })} variant="default">
              {texts.searchAll}
            </Button>
          )
        }
      />
    )
  }
  const { title, detail } = texts.empty[view]
  const toAll: ReactNode = (
    <Button component={Link} to={to({ state: 'all' })} variant="default">
      {texts.showAll}
    </Button>
  )
  const showsFewer = (view !== 'open' && view !== 'all') || bot !== ''
  return (
    <Empty
      icon={<IconMessages size={20} />}
      title={title}
      detail={detail}
      action={showsFewer ? toAll : <TryBot otherwise={view === 'all' ? null : toAll} />}
    />
  )
}

export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="list-pane__problem">
      <ProblemNotice error={error} retry={retry} />
    </div>
  )
}

export function RowSkeletons() {
  return (
    <AfterDelay className="list-pane__scroll">
      {[72, 48, 60, 40, 56, 66].map((width) => (
        <div className="row" key={width}>
          <Skeleton circle width="var(--mark)" height="var(--mark)" />
          <span className="row__lines">
            <Skeleton height={10} width={`${width}%`} my={6} />
            <Skeleton height={10} width="88%" my={6} />
          </span>
        </div>
      ))}
    </AfterDelay>
  )
}
