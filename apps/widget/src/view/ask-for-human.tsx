import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { refusalText } from '../texts/sentences.ts'
import { texts } from '../texts/texts.ts'
import { EMAIL_FIELD, focusOn } from './focus.ts'

/** The step before a human: one field, the reason for it, and a way out. */
export function AskForHuman({ state, chat }: { state: ChatState; chat: Chat }) {
  const { ask, bot } = state
  const { how, emailRequired } = bot.human
  const submit = async (event: Event) => {
    event.preventDefault()
    await chat.human.submit()
    if (chat.state().ask.problem !== null) focusOn(EMAIL_FIELD)
  }
  return (
    <section class="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">{texts.ask[how]}</h2>
      <p id="ask-why">{texts.ask[`${how}Why`]}</p>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <label for={EMAIL_FIELD}>{emailRequired ? texts.ask.email : texts.ask.optional}</label>
        <input
          id={EMAIL_FIELD}
          type="email"
          name="email"
          autocomplete="email"
          maxLength={320}
          required={emailRequired}
          value={ask.email}
          readOnly={ask.busy}
          aria-invalid={ask.problem !== null}
          aria-describedby="ask-why ask-problem"
          onInput={(event) => chat.human.typeEmail(event.currentTarget.value)}
        />
        <p id="ask-problem" class="problem" role="alert">
          {ask.problem !== null && refusalText(ask.problem)}
        </p>
        <div class="actions">
          <button type="submit" class="button primary" aria-disabled={ask.busy}>
            {ask.busy ? texts.ask.busy : texts.ask[how]}
          </button>
          <button type="button" class="button" onClick={chat.human.decline}>
            {texts.ask.decline}
          </button>
        </div>
      </form>
    </section>
  )
}
