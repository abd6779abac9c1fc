import type { KnowledgeDetail } from '@baton/protocol'
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useBot } from '../bots/use-bot.ts'
import { knowledgeTexts as texts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { gone } from '../ui/leave-guard.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { DeleteItem } from './delete-item.tsx'
import { KindIcon } from './kind-icon.tsx'
import { canReadAgain } from './knowledge-words.ts'
import { StateMark, StateWords } from './state-mark.tsx'
import { useReadAgain } from './use-knowledge.ts'

/** The item's name and state, and what can be done with it. */
export function ItemHead({ item }: { item: KnowledgeDetail }) {
  const bot = useBot()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const readAgain = useReadAgain(bot.id)
  const up = `/bots/${bot.id}/knowledge${item.parentId === null ? '' : `/${item.parentId}`}`
  return (
    <header className="stack stack_tight">
      <div className="item-head">
        <KindIcon item={item} />
        <div className="grow">
          <h2>{item.title}</h2>
          <div className="item-head__state" role="status">
            <StateMark item={item} />
            <StateWords item={item} />
          </div>
        </div>
        <div className="line">
          {canReadAgain(item) && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} />}
              loading={readAgain.isPending}
              onClick={() => readAgain.mutate(item.id)}
            >
              {texts.readAgain}
            </Button>
          )}
          <Button variant="outline" color="danger" onClick={() => setDeleting(true)}>
            {shared.delete}
          </Button>
        </div>
      </div>
      {readAgain.isError && <ProblemNotice error={readAgain.error} title={shared.problem.notSaved} />}
      {deleting && (
        <DeleteItem
          botId={bot.id}
          item={item}
          onClose={() => setDeleting(false)}
          onGone={() => void navigate(up, { replace: true, state: gone })}
        />
      )}
    </header>
  )
}
