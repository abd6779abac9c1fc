import type { Page } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { outboxTexts as texts } from '../texts/outbox.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

type Props<Item> = {
  query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>
  empty: string
  children: (item: Item) => ReactNode
}

/** A list that is read page by page, in each of its states. */
export function Pages<Item>({ query, empty, children }: Props<Item>) {
  if (query.isError && !query.data) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) {
    return (
      <AfterDelay>
        <Skeleton height={60} />
      </AfterDelay>
    )
  }
  const items = query.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <p className="soft">{empty}</p>
  return (
    <>
      <ul className="rows">{items.map(children)}</ul>
      {query.hasNextPage && (
        <div>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {texts.more}
          </Button>
        </div>
      )}
    </>
  )
}
