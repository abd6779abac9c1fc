import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { shared } from '../texts/shared.ts'

type Props = {
  opened: boolean
  title: string
  children: ReactNode
  action: string
  cancel?: string
  danger?: boolean
  pending?: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before something that cannot be undone. The way back comes first and has the focus. */
export function Confirm(props: Props) {
  const { opened, title, children, action, cancel = shared.cancel, danger = true, pending = false } = props
  return (
    <Modal opened={opened} onClose={props.onCancel} title={title} closeButtonProps={{ 'aria-label': shared.close }}>
      <div className="stack">
        <div>{children}</div>
        <div className="line line_wrap" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={props.onCancel} data-autofocus>
            {cancel}
          </Button>
          <Button color={danger ? 'danger' : 'accent'} loading={pending} onClick={props.onConfirm}>
            {action}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
