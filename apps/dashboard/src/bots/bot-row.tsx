import type { Bot } from '@baton/protocol'
import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy, IconDots, IconExternalLink, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { botTexts as texts } from '../texts/bots.ts'
import { BotSign } from './bot-sign.tsx'
import { DeleteBotDialog } from './delete-bot.tsx'
import { DuplicateBotDialog } from './duplicate-bot.tsx'

/** One bot of the list: a link to its settings, and beside it what else can be done with it. */
export function BotRow({ bot }: { bot: Bot }) {
  const [asked, setAsked] = useState<'duplicate' | 'delete' | null>(null)
  const close = () => setAsked(null)
  return (
    <li className="bots__row">
      <Link to={`/bots/${bot.id}/settings`} className="rows__row grow">
        <BotSign colour={bot.colour} />
        <span className="grow">
          <span className="clip strong bots__name">{bot.name}</span>
          <span className="small soft">{takeoverWords(bot)}</span>
        </span>
      </Link>
      <Actions bot={bot} onAsk={setAsked} />
      {asked === 'duplicate' && <DuplicateBotDialog bot={bot} onClose={close} />}
      {asked === 'delete' && <DeleteBotDialog bot={bot} onClose={close} />}
    </li>
  )
}

function takeoverWords({ humanTakeover, talkToAHuman }: Bot): string {
  const takeover = humanTakeover ? texts.takeoverOn : texts.takeoverOff
  return humanTakeover && !talkToAHuman ? `${takeover}, ${texts.noPowerUp}` : takeover
}

function Actions({ bot, onAsk }: { bot: Bot; onAsk: (what: 'duplicate' | 'delete') => void }) {
  return (
    <Menu>
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
