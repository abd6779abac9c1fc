import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { texts } from '../texts/texts.ts'

/** Questions to begin with, until the customer has said anything. */
export function Suggestions({ state, chat }: { state: ChatState; chat: Chat }) {
  const { bot, transcript, outbox } = state
  const begun = outbox.length > 0 || transcript?.events.some(({ type }) => type !== 'conversation.started')
  if (begun || bot.suggestedQuestions.length === 0) return null
  return (
    <section class="suggestions" aria-label={texts.suggested}>
      {bot.suggestedQuestions.map((question) => (
        <button key={question} type="button" class="button chip" dir="auto" onClick={() => chat.send(question)}>
          {question}
        </button>
      ))}
    </section>
  )
}
