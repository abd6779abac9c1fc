import type { Knowledge } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { knowledgeTexts as texts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { DeleteItem } from './delete-item.tsx'
import { KnowledgeRow } from './knowledge-row.tsx'
import type { useKnowledgeList } from './use-knowledge.ts'
import { useReadAgain } from './use-knowledge.ts'

type Props = {
  botId: string
  list: Pick<ReturnType<typeof useKnowledgeList>, 'data' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
  /** Where an item is to be seen. */
  to: (item: Knowledge) => string
}

/** Items with what can be done with each, and the rest of them on demand. */
export function KnowledgeList({ botId, list, to }: Props) {
  const [doomed, setDoomed] = useState<Knowledge | null>(null)
  const readAgain = useReadAgain(botId)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {readAgain.isError && <ProblemNotice error={readAgain.error} title={shared.problem.notSaved} />}
      <ul className="rows">
        {items.map((item) => (
          <KnowledgeRow
            key={item.id}
            item={item}
            to={to(item)}
            onReadAgain={() => readAgain.mutate(item.id)}
            onDelete={() => setDoomed(item)}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {texts.more}
        </Button>
      )}
      {doomed !== null && <DeleteItem botId={botId} item={doomed} onClose={() => setDoomed(null)} />}
    </>
  )
}
