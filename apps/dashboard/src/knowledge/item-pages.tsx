import type { KnowledgeDetail } from '@baton/protocol'
import { Skeleton } from '@mantine/core'
import { useBot } from '../bots/use-bot.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { KnowledgeList } from './knowledge-list.tsx'
import { isBusy } from './knowledge-words.ts'
import { useSitemapPages } from './use-knowledge.ts'

const texts = knowledgeTexts.item

/** The pages of a sitemap, each with its own state. */
export function ItemPages({ item }: { item: KnowledgeDetail }) {
  const bot = useBot()
  const list = useSitemapPages(bot.id, item.id, isBusy(item))
  const none = list.data?.pages.every((page) => page.items.length === 0) ?? false
  return (
    <section className="stack" aria-labelledby="pages-of-sitemap">
      <h3 id="pages-of-sitemap">{texts.pages}</h3>
      {list.isError && !list.data && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && (
        <AfterDelay>
          <Skeleton height={60} mb="xs" />
          <Skeleton height={60} />
        </AfterDelay>
      )}
      {none && <p className="soft">{texts.noPages}</p>}
      {list.data && !none && (
        <KnowledgeList botId={bot.id} list={list} to={({ id }) => `/bots/${bot.id}/knowledge/${id}`} />
      )}
    </section>
  )
}
