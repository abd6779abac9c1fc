import type { Knowledge } from '@baton/protocol'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useDelete } from './use-knowledge.ts'

const texts = knowledgeTexts.item

type Props = {
  botId: string
  item: Pick<Knowledge, 'id' | 'title' | 'source'>
  onClose: () => void
  onGone?: () => void
}

/** Asks before an item is deleted. */
export function DeleteItem({ botId, item, onClose, onGone = onClose }: Props) {
  const deleting = useDelete(botId, onGone)
  return (
    <Confirm
      opened
      title={texts.deleteTitle(item.title)}
      action={shared.delete}
      pending={deleting.isPending}
      onConfirm={() => deleting.mutate(item.id)}
      onCancel={onClose}
    >
      {item.source === 'sitemap' ? texts.deleteSitemap : texts.deleteDetail}
      {deleting.isError && <ProblemNotice error={deleting.error} title={shared.problem.notSaved} />}
    </Confirm>
  )
}
