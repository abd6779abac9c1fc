import { Button, Kbd } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { Link, useLocation } from 'react-router'
import { texts } from '../texts/conversations.ts'
import { Empty } from '../ui/empty.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { useList } from './use-list.ts'
import './list.css'

/** Beside the list while no conversation is open: the one that waits longest is a click away. */
export function PickOne() {
  const { search } = useLocation()
  const { singleKeys } = usePreferences()
  const waiting = useList({ view: 'escalated', q: '', bot: '' }).list.data?.items
  if (!waiting) return null
  const first = waiting[0]
  return (
    <div className="wide-notice">
      <div>
        <Empty
          icon={<IconMessages size={20} />}
          title={texts.pick.title}
          detail={first ? texts.pick.detail : texts.pick.nobody}
          action={
            first && (
              <Button component={Link} to={{ pathname: `/conversations/${first.id}`, search }} variant="default">
                {texts.pick.first}
              </Button>
            )
          }
        />
        {singleKeys && (
          <p className="pick-keys small soft">
            <Kbd>J</Kbd> <Kbd>K</Kbd> {texts.pick.keys} <Kbd>?</Kbd> {texts.pick.allKeys}
          </p>
        )}
      </div>
    </div>
  )
}
