import { IconRobotFace } from '@tabler/icons-react'

/** The bot's own colour: the only one on these pages that is not ours. */
export function BotSign({ colour }: { colour: string }) {
  return (
    <span className="bot-sign" style={{ borderColor: colour }} aria-hidden="true">
      <IconRobotFace size={18} stroke={1.6} />
    </span>
  )
}
