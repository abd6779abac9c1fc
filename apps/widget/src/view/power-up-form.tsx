import type { Form, FormField } from '@baton/protocol'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { refusalText } from '../texts/sentences.ts'
import { fill, texts } from '../texts/texts.ts'
import { focusOn } from './focus.ts'

type Props = { state: ChatState; form: Form; chat: Chat }
const idOf = (name: string) => `form-${name}`

/** The form of a power-up that the bot offers: what it needs, why, and a way out. */
export function PowerUpForm({ state, form, chat }: Props) {
  const { problem, busy } = state.form
  const submit = async (event: Event) => {
    event.preventDefault()
    await chat.form.submit()
    const field = chat.state().form.problem?.field
    if (field) focusOn(idOf(field))
  }
  return (
    <section class="ask" aria-labelledby="form-title">
      <h2 id="form-title" dir="auto">
        {form.title}
      </h2>
      <p dir="auto">{form.why}</p>
      <form noValidate onSubmit={(event) => void submit(event)}>
        {form.fields.map((field) => (
          <Field key={field.name} {...{ field, state, chat }} />
        ))}
        <p class="problem" role="alert">
          {problem?.field === null && refusalText(problem.code)}
        </p>
        <div class="actions">
          <button type="submit" class="button primary" aria-disabled={busy}>
            {busy ? texts.form.busy : form.submit}
          </button>
          <button type="button" class="button" onClick={chat.form.decline}>
            {texts.ask.decline}
          </button>
        </div>
      </form>
    </section>
  )
}

function Field({ field, state, chat }: { field: FormField; state: ChatState; chat: Chat }) {
  const { name, kind, label, required, longest, options } = field
  const { values, busy, problem } = state.form
  const wrong = problem?.field === name ? problem : null
  const common = {
    ...{ id: idOf(name), name, required, value: values[name] ?? '' },
    'aria-invalid': wrong !== null,
    'aria-describedby': `${idOf(name)}-problem`,
    onInput: (event: { currentTarget: { value: string } }) => chat.form.type(name, event.currentTarget.value),
  }
  const text = { ...common, maxLength: longest, readOnly: busy }
  return (
    <>
      <label for={common.id} dir="auto">
        {required ? label : fill(texts.form.optional, { field: label })}
      </label>
      {kind === 'long_text' && <textarea rows={3} {...text} />}
      {kind === 'text' && <input type="text" autocomplete={name === 'name' ? 'name' : 'off'} {...text} />}
      {kind === 'email' && <input type="email" autocomplete="email" {...text} />}
      {kind === 'choice' && (
        <select {...common} disabled={busy}>
          <option value="">{texts.form.choose}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      <p id={common['aria-describedby']} class="problem" role="alert">
        {wrong && refusalText(wrong.code)}
      </p>
    </>
  )
}
