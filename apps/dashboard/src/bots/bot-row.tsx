import type { Bot } from '@baton/protocol'
import { Link } from 'react-router'
import { botTexts as texts } from '../texts/bots.ts'
import { BotActions } from './bot-actions.tsx'
import { BotSign } from './bot-sign.tsx'

/** One bot of the list: a link to its settings, and beside it what else can be done with it. */
export function BotRow({ bot }: { bot: Bot }) {
  return (
    <li className="bots__row">
      <Link to={`/bots/${bot.id}/settings`} className="rows__row grow">
        <BotSign colour={bot.colour} />
        <span className="grow">
          <span className="clip strong bots__name">{bot.name}</span>
          <span className="small soft">{takeoverWords(bot)}</span>
        </span>
      </Link>
      <BotActions bot={bot} />
    </li>
  )
}

function takeoverWords({ humanTakeover, talkToAHuman }: Bot): string {
  const takeover = humanTakeover ? texts.takeoverOn : texts.takeoverOff
  return humanTakeover && !talkToAHuman ? `${takeover}, ${texts.noPowerUp}` : takeover
}
