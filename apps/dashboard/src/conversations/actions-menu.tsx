import type { MemberConversation } from '@baton/protocol'
import { Menu } from '@mantine/core'
import { IconArrowBackUp, IconMessageOff, IconRobotFace, IconUserShare, IconX } from '@tabler/icons-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import { texts } from '../texts/conversations.ts'
import { TransferDialog } from './transfer-dialog.tsx'
import type { Command } from './use-command.ts'
import type { Holder } from './who.ts'

type Props = {
  conversation: MemberConversation
  holder: Holder
  run: (command: Command) => void
  children: ReactElement
}

const icon = { size: 18, stroke: 1.6 }

/** Everything else that may be done with a conversation. Nothing is drawn when there is nothing to do. */
export function ActionsMenu({ conversation, holder, run, children }: Props) {
  const [transferring, setTransferring] = useState(false)
  const { can, state } = conversation
  const said = texts.actions
  const items: ReactNode[] = []
  if (state === 'active' && can.handBack) {
    if (holder.kind !== 'you') {
      items.push(
        <Menu.Item
          key="back"
          leftSection={<IconRobotFace {...icon} />}
          onClick={() => run({ do: 'handBack', botAnswers: true })}
        >
          {said.handBack}
        </Menu.Item>,
      )
    }
    items.push(
      <Menu.Item
        key="silent"
        leftSection={<IconMessageOff {...icon} />}
        onClick={() => run({ do: 'handBack', botAnswers: false })}
      >
        {said.handBackSilently}
        <span className="menu-help">{said.handBackSilentlyHelp}</span>
      </Menu.Item>,
    )
  }
  if (state === 'active' && can.transfer) {
    items.push(
      <Menu.Item key="transfer" leftSection={<IconUserShare {...icon} />} onClick={() => setTransferring(true)}>
        {said.transfer}
      </Menu.Item>,
    )
  }
  if (state === 'active' && can.requeue) {
    items.push(
      <Menu.Item key="requeue" leftSection={<IconArrowBackUp {...icon} />} onClick={() => run({ do: 'requeue' })}>
        {said.requeue}
      </Menu.Item>,
    )
  }
  if (state === 'escalated' && can.dismiss) {
    items.push(
      <Menu.Item key="dismiss" leftSection={<IconX {...icon} />} onClick={() => run({ do: 'dismiss' })}>
        {said.dismiss}
        <span className="menu-help">{said.dismissHelp}</span>
      </Menu.Item>,
    )
  }
  return (
    <>
      {items.length > 0 && (
        <Menu width={300}>
          <Menu.Target>{children}</Menu.Target>
          <Menu.Dropdown>{items}</Menu.Dropdown>
        </Menu>
      )}
      <TransferDialog
        opened={transferring && state === 'active'}
        holder={conversation.agent?.id}
        onClose={() => setTransferring(false)}
        onPick={(to) => {
          setTransferring(false)
          run({ do: 'transfer', to })
        }}
      />
    </>
  )
}
