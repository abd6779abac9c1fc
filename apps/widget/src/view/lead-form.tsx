import type { LeadForm as Form } from '@baton/protocol'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { type LeadField, leadFields } from '../chat/lead.ts'
import { refusalText } from '../texts/sentences.ts'
import { fill, texts } from '../texts/texts.ts'
import { focusOn } from './focus.ts'

type Props = { state: ChatState; form: Form; chat: Chat }
const idOf = (field: LeadField) => `lead-${field}`

/** The details that the bot offers to pass on to the team: what it needs, why, and a way out. */
export function LeadForm({ state, form, chat }: Props) {
  const { problem, busy } = state.lead
  const submit = async (event: Event) => {
    event.preventDefault()
    await chat.lead.submit()
    const field = chat.state().lead.problem?.field
    if (field) focusOn(idOf(field))
  }
  return (
    <section class="ask" aria-labelledby="lead-title">
      <h2 id="lead-title">{texts.lead.title}</h2>
      <p>{texts.lead.why}</p>
      <form noValidate onSubmit={(event) => void submit(event)}>
        {leadFields.map((field) => form[field] !== 'off' && <Field key={field} {...{ field, state, form, chat }} />)}
        <p class="problem" role="alert">
          {problem?.field === null && refusalText(problem.code)}
        </p>
        <div class="actions">
          <button type="submit" class="button primary" aria-disabled={busy}>
            {busy ? texts.lead.busy : texts.lead.submit}
          </button>
          <button type="button" class="button" onClick={chat.lead.decline}>
            {texts.ask.decline}
          </button>
        </div>
      </form>
    </section>
  )
}

const LONGEST: Record<LeadField, number> = { name: 200, email: 320, note: 2000 }

function Field({ field, state: { lead }, form, chat }: Props & { field: LeadField }) {
  const required = form[field] === 'required'
  const words = texts.lead[field]
  const problem = lead.problem?.field === field ? lead.problem : null
  const common = {
    ...{ id: idOf(field), name: field, maxLength: LONGEST[field], required, value: lead[field] },
    readOnly: lead.busy,
    'aria-invalid': problem !== null,
    'aria-describedby': `${idOf(field)}-problem`,
    onInput: (event: { currentTarget: { value: string } }) => chat.lead.type(field, event.currentTarget.value),
  }
  return (
    <>
      <label for={common.id}>{required ? words : fill(texts.lead.optional, { field: words })}</label>
      {field === 'note' && <textarea rows={3} {...common} />}
      {field === 'name' && <input type="text" autocomplete="name" {...common} />}
      {field === 'email' && <input type="email" autocomplete="email" {...common} />}
      <p id={common['aria-describedby']} class="problem" role="alert">
        {problem && refusalText(problem.code)}
      </p>
    </>
  )
}
