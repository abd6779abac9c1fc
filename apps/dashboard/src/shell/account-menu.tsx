import { Menu } from '@mantine/core'
import { IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { useSignOut } from '../account/use-sign-out.ts'
import { shared } from '../texts/shared.ts'
import { Avatar } from '../ui/avatar.tsx'
import { showKeys } from './key-sheet.tsx'

/** Who is signed in, at the foot of the navigation. */
export function AccountMenu({ open }: { open: boolean }) {
  const { member } = useMe()
  const signOut = useSignOut()
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <button type="button" className="rail__item" title={open ? undefined : member.name}>
          <Avatar name={member.name} url={member.avatarUrl} />
          <span className={open ? 'clip' : 'hidden-words'}>{member.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {member.email} · {shared.roles[member.role]}
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={18} stroke={1.6} />}>
          {shared.nav.account}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} stroke={1.6} />} onClick={showKeys}>
          {shared.keyboard}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.6} />} onClick={signOut}>
          {shared.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
