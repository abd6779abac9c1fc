import type { Bot } from '@baton/protocol'
import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy, IconDots, IconExternalLink, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { botTexts as texts } from '../texts/bots.ts'
import { DeleteBotDialog } from './delete-bot.tsx'
import { DuplicateBotDialog } from './duplicate-bot.tsx'

/** What else can be done with a bot, and the dialogs that ask about it. */
export function BotActions({ bot }: { bot: Bot }) {
  const [asked, setAsked] = useState<'duplicate' | 'delete' | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      <Actions bot={bot} onAsk={setAsked} />
      {asked === 'duplicate' && <DuplicateBotDialog bot={bot} onClose={close} />}
      {asked === 'delete' && <DeleteBotDialog bot={bot} onClose={close} />}
    </>
  )
}

function Actions({ bot, onAsk }: { bot: Bot; onAsk: (what: 'duplicate' | 'delete') => void }) {
  return (
    <Menu withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" className="quiet" size={36} aria-label={texts.actions(bot.name)}>
          <IconDots size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={`/b/${encodeURIComponent(bot.id)}`}
          target="_blank"
          rel="noopener"
          leftSection={<IconExternalLink size={18} stroke={1.6} />}
        >
          {texts.openChat}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={18} stroke={1.6} />} onClick={() => onAsk('duplicate')}>
          {texts.duplicate.action}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="danger" leftSection={<IconTrash size={18} stroke={1.6} />} onClick={() => onAsk('delete')}>
          {texts.delete.action}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
