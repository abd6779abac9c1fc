import type { ConversationState } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'
import './state.css'

/** The state in its word and colour, never colour alone. */
export function StateWord({ state }: { state: ConversationState }) {
  return (
    <span className="line">
      <span className={`state-dot state-dot_${state}`} aria-hidden="true" />
      {texts.states[state]}
    </span>
  )
}
