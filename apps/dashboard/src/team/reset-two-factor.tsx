import type { Member } from '@baton/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { resetTwoFactor } from '../api/team.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

type Props = { member: Member; opened: boolean; onClose: () => void }

/** Helps a member who lost phone and backup codes; says first what that means for how they sign in. */
export function ResetTwoFactor({ member, opened, onClose }: Props) {
  const client = useQueryClient()
  const resetting = useMutation({
    mutationFn: () => resetTwoFactor(member.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.members })
      onClose()
    },
  })
  return (
    <Confirm
      opened={opened}
      title={texts.resetTwoFactorTitle(member.name)}
      action={texts.resetTwoFactor}
      pending={resetting.isPending}
      onConfirm={() => resetting.mutate()}
      onCancel={onClose}
    >
      <div className="stack">
        {texts.resetTwoFactorDetail(member.name).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {resetting.isError && <ProblemNotice error={resetting.error} title={texts.notChanged} />}
      </div>
    </Confirm>
  )
}
