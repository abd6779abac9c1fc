import { Button } from '@mantine/core'
import { useState } from 'react'
import { accountTexts } from '../texts/account.ts'
import { InstantSwitch } from '../ui/instant-switch.tsx'
import { Section } from '../ui/page.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { useSavePreferences } from './member-preferences.ts'

const texts = accountTexts.notifications

/** How this member hears of waiting customers and of new messages in what they hold. */
export function NotificationSettings() {
  const { sound, titleCount } = usePreferences()
  const saving = useSavePreferences()
  return (
    <Section title={texts.title} help={texts.help}>
      <InstantSwitch
        label={texts.sound}
        help={texts.soundHelp}
        checked={sound}
        save={(on) => saving.mutateAsync({ sound: on })}
      />
      <InstantSwitch
        label={texts.titleCount}
        help={texts.titleCountHelp}
        checked={titleCount}
        save={(on) => saving.mutateAsync({ titleCount: on })}
      />
      <DesktopNotifications />
    </Section>
  )
}

/** The browser has a say of its own: it is asked when the switch goes on, and what it said is shown. */
function DesktopNotifications() {
  const { desktopNotifications } = usePreferences()
  const saving = useSavePreferences()
  const [permission, setPermission] = useState<NotificationPermission | 'missing'>(permissionNow)
  const ask = async () => {
    if (permission === 'default') setPermission(await Notification.requestPermission())
  }
  return (
    <div className="stack stack_tight">
      <InstantSwitch
        label={texts.desktop}
        help={texts.desktopHelp}
        checked={desktopNotifications}
        save={async (on) => {
          if (on) await ask()
          await saving.mutateAsync({ desktopNotifications: on })
        }}
      />
      {desktopNotifications && permission !== 'granted' && (
        <div className="line line_wrap account-note" role="status">
          <p className="small">{texts.permission[permission]}</p>
          {permission === 'default' && (
            <Button variant="default" onClick={() => void ask()}>
              {texts.allowHere}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

const permissionNow = (): NotificationPermission | 'missing' =>
  typeof Notification === 'undefined' ? 'missing' : Notification.permission
