import type { Member } from '@baton/protocol'
import { useMe } from '../account/me.tsx'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { Avatar } from '../ui/avatar.tsx'
import { ManageMember } from './manage-member.tsx'

/** One member: who, whether they are there, what they hold, and what their role is. */
export function MemberRow({ member }: { member: Member }) {
  const self = member.id === useMe().member.id
  const online = member.online || self
  return (
    <li className="rows__row member">
      <span className="member__face">
        <Avatar name={member.name} url={member.avatarUrl} size="large" />
        <span
          className={online ? 'presence presence_online' : 'presence'}
          title={online ? texts.online : texts.offline}
        >
          <span className="hidden-words">{online ? texts.online : texts.offline}</span>
        </span>
      </span>
      <span className="grow">
        <span className="clip member__name">
          <span className="strong">{member.name}</span> {self && <span className="soft">({texts.you})</span>}
        </span>
        <span className="small soft member__facts">
          <span className="clip member__address">{member.email}</span>
          {member.holds > 0 && <span>{texts.holds(member.holds)}</span>}
        </span>
      </span>
      {Object.values(member.can).some(Boolean) ? (
        <ManageMember member={member} />
      ) : (
        <span className="soft member__role">{shared.roles[member.role]}</span>
      )}
    </li>
  )
}
