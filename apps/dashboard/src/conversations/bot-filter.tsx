import { Menu } from '@mantine/core'
import { IconRobotFace } from '@tabler/icons-react'
import { texts } from '../texts/conversations.ts'
import { useConversationBots } from './use-targets.ts'

/** Shows the conversations of one bot alone. Where there is only one, there is nothing to choose. */
export function BotFilter({ bot, onPick }: { bot: string; onPick: (bot: string) => void }) {
  const bots = useConversationBots()
  const chosen = bots.find((one) => one.id === bot)
  if (bots.length < 2 && bot === '') return null
  const words = chosen?.name ?? (bot === '' ? texts.botFilter.all : texts.botFilter.unknown)
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={bot === '' ? 'bot-filter' : 'bot-filter bot-filter_on'}
          aria-label={`${texts.botFilter.label}: ${words}`}
          title={words}
        >
          <IconRobotFace size={18} stroke={1.6} aria-hidden="true" />
          {bot !== '' && <span className="clip">{words}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown className="bot-filter__menu">
        <Menu.RadioGroup value={bot} onChange={onPick}>
          <Menu.RadioItem value="" closeMenuOnClick>
            {texts.botFilter.all}
          </Menu.RadioItem>
          <Menu.Divider />
          {bots.map((one) => (
            <Menu.RadioItem key={one.id} value={one.id} closeMenuOnClick>
              <span className="clip">{one.name}</span>
              {one.deleted && <span className="menu-help">{texts.botFilter.deleted}</span>}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
