import type { Member, Page } from '@baton/protocol'
import { ActionIcon, Menu, Select } from '@mantine/core'
import { IconCrown, IconDots, IconShieldOff, IconUserMinus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../api/keys.ts'
import { changeRole } from '../api/team.ts'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { isGiven, roleOptions } from './given-roles.ts'
import { MakeOwner } from './make-owner.tsx'
import { RemoveMember } from './remove-member.tsx'
import { ResetTwoFactor } from './reset-two-factor.tsx'

/** What may be done about a member, as the server says with the member. */
export function ManageMember({ member }: { member: Member }) {
  const [asking, setAsking] = useState<'remove' | 'owner' | 'two-factor' | null>(null)
  const close = () => setAsking(null)
  return (
    <>
      {member.can.changeRole ? (
        <RoleChoice member={member} />
      ) : (
        <span className="soft">{shared.roles[member.role]}</span>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" className="quiet" size={36} aria-label={texts.actions(member.name)}>
            <IconDots size={20} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {member.can.makeOwner && (
            <Menu.Item leftSection={<IconCrown size={18} stroke={1.6} />} onClick={() => setAsking('owner')}>
              {texts.makeOwner}
            </Menu.Item>
          )}
          {member.can.resetTwoFactor && (
            <Menu.Item leftSection={<IconShieldOff size={18} stroke={1.6} />} onClick={() => setAsking('two-factor')}>
              {texts.resetTwoFactor}
            </Menu.Item>
          )}
          {member.can.remove && (
            <Menu.Item
              color="danger"
              leftSection={<IconUserMinus size={18} stroke={1.6} />}
              onClick={() => setAsking('remove')}
            >
              {texts.remove}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ResetTwoFactor member={member} opened={asking === 'two-factor'} onClose={close} />
      <RemoveMember member={member} opened={asking === 'remove'} onClose={close} />
      <MakeOwner member={member} opened={asking === 'owner'} onClose={close} />
    </>
  )
}

function RoleChoice({ member }: { member: Member }) {
  const client = useQueryClient()
  const changing = useMutation({
    mutationFn: (role: Member['role']) => changeRole(member.id, role),
    onSuccess: (saved) =>
      client.setQueryData<Page<Member>>(
        keys.members,
        (known) => known && { ...known, items: known.items.map((one) => (one.id === saved.id ? saved : one)) },
      ),
  })
  return (
    <Select
      className="member__select"
      aria-label={texts.roleOf(member.name)}
      data={roleOptions}
      value={changing.isPending ? changing.variables : member.role}
      allowDeselect={false}
      readOnly={changing.isPending}
      error={changing.isError ? `${texts.notChanged}: ${changing.error.message}` : null}
      onChange={(role) => {
        if (isGiven(role)) changing.mutate(role)
      }}
    />
  )
}
