import type { MemberConversation } from '@baton/protocol'
import { Menu } from '@mantine/core'
import { IconArrowBackUp, IconMessageOff, IconRobotFace, IconUserShare, IconX } from '@tabler/icons-react'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { texts } from '../texts/conversations.ts'
import { Confirm } from '../ui/confirm.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import type { Command } from './use-command.ts'
import { customerName, type Holder } from './who.ts'

type Props = {
  conversation: MemberConversation
  holder: Holder
  run: (command: Command) => void
  children: ReactElement
}

const icon = { size: 18, stroke: 1.6 }

const asked = new EventTarget()

/** Opens the dialog of an action of the open conversation from anywhere. */
export const askFor = (dialog: 'transfer' | 'dismiss'): void => {
  asked.dispatchEvent(new Event(dialog))
}

/** Everything else that may be done with a conversation. Nothing is drawn when there is nothing to do. */
export function ActionsMenu({ conversation, holder, run, children }: Props) {
  const [asking, setAsking] = useState<'transfer' | 'dismiss' | null>(null)
  useEffect(() => {
    const ask = (event: Event) => setAsking(event.type === 'transfer' ? 'transfer' : 'dismiss')
    for (const dialog of ['transfer', 'dismiss']) asked.addEventListener(dialog, ask)
    return () => {
      for (const dialog of ['transfer', 'dismiss']) asked.removeEventListener(dialog, ask)
    }
  }, [])
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
      <Menu.Item key="transfer" leftSection={<IconUserShare {...icon} />} onClick={() => setAsking('transfer')}>
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
      <Menu.Item key="dismiss" leftSection={<IconX {...icon} />} onClick={() => setAsking('dismiss')}>
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
        opened={asking === 'transfer' && state === 'active'}
        holder={conversation.agent?.id}
        onClose={() => setAsking(null)}
        onPick={(to) => {
          setAsking(null)
          run({ do: 'transfer', to })
        }}
      />
      <Confirm
        opened={asking === 'dismiss' && state === 'escalated'}
        title={said.dismissTitle(customerName(conversation.customer))}
        action={said.dismiss}
        onCancel={() => setAsking(null)}
        onConfirm={() => {
          setAsking(null)
          run({ do: 'dismiss' })
        }}
      >
        <p>{said.dismissDetail(conversation.botName)}</p>
      </Confirm>
    </>
  )
}
