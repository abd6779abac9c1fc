import type { KnowledgeDetail } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconBookOff } from '@tabler/icons-react'
import { Link, useParams } from 'react-router'
import { ProblemError } from '../api/problem.ts'
import { useBot } from '../bots/use-bot.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { WayBack } from '../ui/way-back.tsx'
import { ItemFacts } from './item-facts.tsx'
import { ItemHead } from './item-head.tsx'
import { ItemPages } from './item-pages.tsx'
import { ItemText } from './item-text.tsx'
import { useKnowledgeItem } from './use-knowledge.ts'
import './knowledge.css'

const texts = knowledgeTexts.item

/** The page of one item: what it is, how far it is, and what was read from it. */
export function ItemPage() {
  const { knowledgeId = '' } = useParams()
  return <OneItem key={knowledgeId} id={knowledgeId} />
}

function OneItem({ id }: { id: string }) {
  const bot = useBot()
  const item = useKnowledgeItem(bot.id, id)
  if (item.error instanceof ProblemError && item.error.status === 404) return <NoItem />
  const parentId = item.data?.parentId ?? null
  return (
    <div className="stack stack_wide">
      <WayBack
        to={`/bots/${bot.id}/knowledge${parentId === null ? '' : `/${parentId}`}`}
        label={parentId === null ? texts.back : texts.backToSitemap}
      />
      {item.isError && !item.data && <ProblemNotice error={item.error} retry={() => void item.refetch()} />}
      {item.isPending && (
        <AfterDelay>
          <Skeleton height={40} mb="md" />
          <Skeleton height={160} />
        </AfterDelay>
      )}
      {item.data && <Parts item={item.data} />}
    </div>
  )
}

function Parts({ item }: { item: KnowledgeDetail }) {
  return (
    <>
      <ItemHead item={item} />
      <ItemFacts item={item} />
      {item.source === 'sitemap' ? <ItemPages item={item} /> : <ItemText item={item} />}
    </>
  )
}

function NoItem() {
  const bot = useBot()
  const { title, detail, action } = texts.notFound
  return (
    <Empty
      icon={<IconBookOff size={20} />}
      title={title}
      detail={detail}
      action={
        <Button component={Link} to={`/bots/${bot.id}/knowledge`} variant="default">
          {action}
        </Button>
      }
    />
  )
}
