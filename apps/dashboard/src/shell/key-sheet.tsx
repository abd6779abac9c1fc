import { Kbd, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { texts } from '../texts/conversations.ts'
import { shared } from '../texts/shared.ts'
import { useKeys } from '../ui/use-keys.ts'
import './key-sheet.css'

const asked = new EventTarget()

/** Opens the sheet of shortcuts from anywhere. */
export const showKeys = (): void => {
  asked.dispatchEvent(new Event('show'))
}

/** All shortcuts in one place; opened by ? or from the account menu. */
export function KeySheet() {
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    const open = () => setOpened(true)
    asked.addEventListener('show', open)
    return () => asked.removeEventListener('show', open)
  }, [])
  useKeys({ '?': () => setOpened(true) })
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      title={texts.keys.title}
      size="sm"
      closeButtonProps={{ 'aria-label': shared.close }}
    >
      <dl className="key-sheet">
        {texts.keys.rows.map(({ keys, does }) => (
          <div className="key-sheet__row" key={does}>
            <dt>{does}</dt>
            <dd className="line">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="soft small">{texts.keys.off}</p>
    </Modal>
  )
}
