import type { MemberConversation } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconMessages, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Row } from './row.tsx'
import { TryBot } from './try-bot.tsx'
import { useList } from './use-list.ts'
import type { ListView } from './views.ts'

/** One list of the server's: a state, mine, all, or what a search found. */
export function SingleList({ view, q }: { view: ListView; q: string }) {
  const part = useList(view, q)
  const { list } = part
  if (list.isError && !list.data) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <RowSkeletons />
  if (list.data.items.length === 0) return <Nothing view={view} q={q} />
  return (
    <div className="list-pane__scroll">
      <Rows rows={list.data.items} part={part} />
    </div>
  )
}

export type ListPart = ReturnType<typeof useList>

/** The rows as far as they were read, and what reads on. */
export function Rows({ rows, part }: { rows: MemberConversation[]; part: ListPart }) {
  const me = useMe().member.id
  const { conversationId } = useParams()
  const { list, more, loadMore } = part
  return (
    <>
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} me={me} current={row.id === conversationId} />
        ))}
      </ul>
      {more.state === 'failed' && <Failed error={more.error} retry={() => void loadMore()} />}
      {list.data?.nextCursor && more.state !== 'failed' && (
        <LoadMore loading={more.state === 'loading'} load={loadMore} />
      )}
    </>
  )
}

/** Loads the next page when the end of the list comes into sight; also a button, for those who do not scroll. */
function LoadMore({ loading, load }: { loading: boolean; load: () => Promise<void> }) {
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  useEffect(() => {
    const element = end.current
    if (!element) return
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void latest.current()
      },
      { rootMargin: '200px' },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={end} className="list-pane__more">
      <Button variant="subtle" fullWidth loading={loading} onClick={() => void load()}>
        {texts.more}
      </Button>
    </div>
  )
}

export function Nothing({ view, q }: { view: ListView | 'open'; q: string }) {
  const { pathname } = useLocation()
  if (q !== '') {
    const everywhere = view !== 'all' && view !== 'open' && (
      <Button
        component={Link}
        to={{ pathname, search: `?${new URLSearchParams({ state: 'all', q })}` }}
        variant="default"
      >
        {texts.searchAll}
      </Button>
    )
    return (
      <Empty
        icon={<IconSearch size={20} />}
        title={texts.empty.search(q)}
        detail={texts.empty.searchDetail}
        action={everywhere}
      />
    )
  }
  const { title, detail } = texts.empty[view]
  const toAll: ReactNode = (
    <Button component={Link} to={{ pathname, search: '?state=all' }} variant="default">
      {texts.showAll}
    </Button>
  )
  const showsFewer = view !== 'open' && view !== 'all'
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
