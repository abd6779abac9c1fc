import type { ChatState } from '../chat/chat-state.ts'
import { fill, texts } from '../texts/texts.ts'
import { AgentAvatar, BotAvatar } from './avatar.tsx'

/** Somebody is about to say something. */
export function Dots({ state }: { state: ChatState }) {
  const { typing, draft, transcript, bot } = state
  const agent = typing.agent ? transcript?.view.agent : null
  if (!agent && (typing.bot === null || draft)) return null
  return (
    <div class={`message opens closes by-${agent ? 'agent' : 'bot'}`}>
      <div class="face">{agent ? <AgentAvatar agent={agent} /> : <BotAvatar bot={bot} />}</div>
      <div class="said">
        <div class="bubble dots">
          <span class="unseen">{fill(texts.typing, { name: agent?.name ?? bot.name })}</span>
          <i />
          <i />
          <i />
        </div>
      </div>
    </div>
  )
}
