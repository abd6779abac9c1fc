import type { Member, Role } from '@baton/protocol'
import { Button, Modal, Skeleton, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { listMembers } from '../api/team.ts'
import { texts } from '../texts/conversations.ts'
import { shared } from '../texts/shared.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { initials } from './who.ts'
import './transfer.css'

type Props = { opened: boolean; holder: string | undefined; onClose: () => void; onPick: (member: string) => void }

/** Who can hold a conversation; the server checks again. */
const rolesThatHold: readonly Role[] = ['owner', 'admin', 'responder']
const SEARCH_FROM = 8

/** Chooses the colleague who gets the conversation; those who are there come first. */
export function TransferDialog({ opened, holder, onClose, onPick }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={texts.transfer.title}
      closeButtonProps={{ 'aria-label': shared.close }}
    >
      <p className="soft">{texts.transfer.detail}</p>
      <Colleagues holder={holder} onPick={onPick} />
    </Modal>
  )
}

function Colleagues({ holder, onPick }: Pick<Props, 'holder' | 'onPick'>) {
  const { manageMembers } = useMe().can
  const members = useQuery({ queryKey: keys.members, queryFn: listMembers })
  const [wanted, setWanted] = useState('')
  if (members.isError && !members.data)
    return <ProblemNotice error={members.error} retry={() => void members.refetch()} />
  if (!members.data) {
    return (
      <AfterDelay>
        <Skeleton height={44} my="xs" />
        <Skeleton height={44} my="xs" />
      </AfterDelay>
    )
  }
  const able = members.data.items.filter((one) => rolesThatHold.includes(one.role) && one.id !== holder)
  if (able.length === 0) {
    return (
      <div className="transfer__nobody">
        <p>{texts.transfer.nobody}</p>
        {manageMembers && (
          <Button component={Link} to="/team" variant="default">
            {texts.transfer.invite}
          </Button>
        )}
      </div>
    )
  }
  const found = able.filter((one) => one.name.toLowerCase().includes(wanted.trim().toLowerCase()))
  return (
    <>
      {able.length >= SEARCH_FROM && (
        <TextInput
          my="sm"
          aria-label={texts.transfer.search}
          placeholder={texts.transfer.search}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <ul className="transfer">
        {found.toSorted(byPresence).map((member) => (
          <li key={member.id}>
            <Colleague member={member} onPick={onPick} />
          </li>
        ))}
      </ul>
    </>
  )
}

const byPresence = (one: Member, other: Member) =>
  Number(other.online) - Number(one.online) || one.holds - other.holds || one.name.localeCompare(other.name)

function Colleague({ member, onPick }: { member: Member; onPick: Props['onPick'] }) {
  const { name, online, holds, id } = member
  return (
    <button type="button" className="transfer__member" onClick={() => onPick(id)}>
      <span className="avatar avatar_large" aria-hidden="true">
        {initials(name)}
      </span>
      <span className="grow">
        <span className="clip strong">{name}</span>
        <span className="small soft transfer__status">
          <span className={online ? 'presence presence_online' : 'presence'} aria-hidden="true" />
          {online ? texts.transfer.online : texts.transfer.offline}, {texts.transfer.holds(holds)}
        </span>
      </span>
    </button>
  )
}
