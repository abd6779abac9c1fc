import type { Member } from '@baton/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { removeMember } from '../api/team.ts'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

type Props = { member: Member; opened: boolean; onClose: () => void }

/** Says what happens to what the member holds before it takes the member out. */
export function RemoveMember({ member, opened, onClose }: Props) {
  const client = useQueryClient()
  const removing = useMutation({
    mutationFn: () => removeMember(member.id),
    onSuccess: onClose,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.members })
      // Their open invitations and keys went with them.
      void client.invalidateQueries({ queryKey: keys.invitations })
    },
  })
  return (
    <Confirm
      opened={opened}
      title={texts.removeTitle(member.name)}
      action={shared.remove}
      pending={removing.isPending}
      onConfirm={() => removing.mutate()}
      onCancel={onClose}
    >
      <div className="stack">
        {member.holds > 0 && <p className="strong">{texts.removeHolds(member.name, member.holds)}</p>}
        <p>{texts.removeDetail(member.name)}</p>
        {removing.isError && <ProblemNotice error={removing.error} title={texts.notChanged} />}
      </div>
    </Confirm>
  )
}
