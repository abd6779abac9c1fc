import { Button } from '@mantine/core'
import { IconLock, IconMapOff } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { shared } from '../texts/shared.ts'
import { Empty } from '../ui/empty.tsx'
import { usePageTitle } from '../ui/page-title.ts'

const home = (label: string) => (
  <Button component={Link} to="/conversations" variant="default">
    {label}
  </Button>
)

/** For addresses that lead nowhere. */
export function NotFound() {
  const { title, detail, action } = shared.notFound
  usePageTitle(title)
  return (
    <div className="wide-notice">
      <Empty whole icon={<IconMapOff size={20} />} title={title} detail={detail} action={home(action)} />
    </div>
  )
}

/** For pages that the member's role cannot use: says so, and who can change it. */
export function NoPermission() {
  const { member } = useMe()
  const { title, detail, action } = shared.noPermission
  usePageTitle(title)
  return (
    <div className="wide-notice">
      <Empty
        whole
        icon={<IconLock size={20} />}
        title={title}
        detail={detail(shared.roleInSentence[member.role])}
        action={home(action)}
      />
    </div>
  )
}
