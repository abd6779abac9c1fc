import type { AgentView, ChannelBot } from '@baton/protocol'

/** The bot's mark: its picture, or its letter on its colour, in a square with round corners. People are round. */
export function BotAvatar({ bot }: { bot: ChannelBot }) {
  return (
    <span class="avatar" aria-hidden="true">
      {initials(bot.name).slice(0, 1)}
      <Picture url={bot.theme.avatarUrl} />
    </span>
  )
}

/** An agent's face, over their initials, which show where there is no picture or it does not load. */
export function AgentAvatar({ agent }: { agent: AgentView }) {
  return (
    <span class="avatar agent" aria-hidden="true">
      {initials(agent.name)}
      <Picture url={agent.avatarUrl} />
    </span>
  )
}

/** Pictures come from this server alone; one that does not load leaves the letters. */
function Picture({ url }: { url: string | null }) {
  if (!url?.startsWith('/') || url.startsWith('//')) return null
  return <img key={url} src={url} alt="" onError={(event) => (event.currentTarget.hidden = true)} />
}

/** The first letter of the first and of the last word. */
function initials(name: string): string[] {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word = '') => ([...word][0] ?? '').toUpperCase())
}
