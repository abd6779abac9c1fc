import type { Member, Page } from '@baton/protocol'
import { ActionIcon, Menu, Select } from '@mantine/core'
import { IconDots, IconUserMinus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { changeRole, removeMember } from '../api/team.ts'
import { initials } from '../conversations/who.ts'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { givenRoles, isGiven, roleOptions } from './given-roles.ts'

/** One member: who, whether they are there, what they hold, and what their role is. */
export function MemberRow({ member }: { member: Member }) {
  const me = useMe()
  const self = member.id === me.member.id
  const manageable = me.can.manageMembers && !self && givenRoles.some((role) => role === member.role)
  return (
    <li className="rows__row member">
      <span className="member__face">
        <span className="avatar avatar_large" aria-hidden="true">
          {initials(member.name)}
        </span>
        <span
          className={member.online ? 'presence presence_online' : 'presence'}
          title={member.online ? texts.online : texts.offline}
        >
          <span className="hidden-words">{member.online ? texts.online : texts.offline}</span>
        </span>
      </span>
      <span className="grow">
        <span className="clip member__name">
          <span className="strong">{member.name}</span> {self && <span className="soft">({texts.you})</span>}
        </span>
        <span className="small soft clip member__name">
          {[member.email, texts.holds(member.holds)].filter(Boolean).join(', ')}
        </span>
      </span>
      {manageable ? <Manage member={member} /> : <span className="soft member__role">{shared.roles[member.role]}</span>}
    </li>
  )
}

function Manage({ member }: { member: Member }) {
  const client = useQueryClient()
  const [removing, setRemoving] = useState(false)
  const changing = useMutation({
    mutationFn: (role: Member['role']) => changeRole(member.id, role),
    onSuccess: (saved) =>
      client.setQueryData<Page<Member>>(
        keys.members,
        (known) => known && { ...known, items: known.items.map((one) => (one.id === saved.id ? saved : one)) },
      ),
  })
  return (
    <>
      <Select
        className="member__select"
        aria-label={texts.roleOf(member.name)}
        data={roleOptions}
        value={changing.isPending ? changing.variables : member.role}
        allowDeselect={false}
        disabled={changing.isPending}
        error={changing.isError ? `${texts.notChanged}: ${changing.error.message}` : null}
        onChange={(role) => {
          if (isGiven(role)) changing.mutate(role)
        }}
      />
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" className="quiet" size={36} aria-label={texts.actions(member.name)}>
            <IconDots size={20} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            color="danger"
            leftSection={<IconUserMinus size={18} stroke={1.6} />}
            onClick={() => setRemoving(true)}
          >
            {texts.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Remove member={member} opened={removing} onClose={() => setRemoving(false)} />
    </>
  )
}

function Remove({ member, opened, onClose }: { member: Member; opened: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const removing = useMutation({
    mutationFn: () => removeMember(member.id),
    onSuccess: () => {
      onClose()
      void client.invalidateQueries({ queryKey: keys.members })
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
