import type { Member } from '@baton/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { transferOwnership } from '../api/team.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

type Props = { member: Member; opened: boolean; onClose: () => void }

/** Hands the team over: there is one owner, and it is somebody else from then on. */
export function MakeOwner({ member, opened, onClose }: Props) {
  const client = useQueryClient()
  const moving = useMutation({
    mutationFn: () => transferOwnership(member.id),
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: keys.me })
      await client.invalidateQueries({ queryKey: keys.members })
    },
  })
  return (
    <Confirm
      opened={opened}
      title={texts.makeOwnerTitle(member.name)}
      action={texts.makeOwnerAction}
      pending={moving.isPending}
      onConfirm={() => moving.mutate()}
      onCancel={onClose}
    >
      <div className="stack">
        <p>{texts.makeOwnerDetail(member.name)}</p>
        {moving.isError && <ProblemNotice error={moving.error} title={texts.notChanged} />}
      </div>
    </Confirm>
  )
}
