import type { Knowledge } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconBook2, IconFileText, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../api/keys.ts'
import { listKnowledge } from '../api/knowledge.ts'
import { botTexts } from '../texts/bots.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Moment } from '../ui/ages.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { AddKnowledge, ReadKnowledge } from './knowledge-dialogs.tsx'
import { useBot } from './use-bot.ts'

const texts = botTexts.knowledge

/** What the bot knows. */
export function KnowledgeTab() {
  const bot = useBot()
  const [adding, setAdding] = useState(false)
  const [open, setOpen] = useState<Knowledge | null>(null)
  const list = useInfiniteQuery({
    queryKey: keys.knowledge(bot.id),
    queryFn: ({ pageParam }) => listKnowledge(bot.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const none = list.isSuccess && items.length === 0
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {texts.add}
    </Button>
  )
  return (
    <div className="stack">
      <div className="line line_apart line_wrap">
        <p className="soft">{texts.lead}</p>
        {items.length > 0 && add}
      </div>
      {list.isError && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && (
        <AfterDelay>
          <Skeleton height={60} mb="xs" />
          <Skeleton height={60} />
        </AfterDelay>
      )}
      {none && (
        <Empty icon={<IconBook2 size={20} />} title={texts.empty.title} detail={texts.empty.detail} action={add} />
      )}
      {items.length > 0 && (
        <div className="rows">
          {items.map((one) => (
            <KnowledgeRow key={one.id} knowledge={one} onOpen={() => setOpen(one)} />
          ))}
        </div>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {texts.more}
        </Button>
      )}
      <AddKnowledge botId={bot.id} opened={adding} onClose={() => setAdding(false)} />
      <ReadKnowledge botId={bot.id} knowledge={open} onClose={() => setOpen(null)} />
    </div>
  )
}

function KnowledgeRow({ knowledge, onOpen }: { knowledge: Knowledge; onOpen: () => void }) {
  return (
    <button type="button" className="rows__row knowledge__row" onClick={onOpen}>
      <IconFileText size={20} stroke={1.6} aria-hidden="true" />
      <span className="grow">
        <span className="clip strong bots__name">{knowledge.title}</span>
        <span className="small soft">
          {texts.characters(knowledge.characters)}, {texts.added} <Moment at={knowledge.createdAt} />
        </span>
      </span>
    </button>
  )
}
