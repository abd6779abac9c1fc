import { isEmailAddress } from '../email-address.ts'
import type { FilledField, FormField } from '../form.ts'
import type { Refusal } from '../refusal.ts'
import { type Decision, no, type OfType, signed } from './decision.ts'
import { filled } from './filled.ts'

/** What the customer fills into a form that a power-up declares. It changes neither who may speak nor the state. */
export function answerForm(command: OfType<'answer_form'>): Decision {
  const { powerUp, title, clientId } = command
  const fields = filledFields(command)
  const wrong = wrongWith(command, fields)
  if (wrong !== null) return no(wrong)
  const read = fields.map((field) => ({ ...field, value: asRead(command, field) }))
  const fact = { type: 'conversation.form_answered' as const, data: { powerUp, title, fields: read } }
  return { ok: true, facts: [{ ...signed(command, fact), clientId }] }
}

/** What is not asked for is not kept. */
function filledFields({ fields, values }: OfType<'answer_form'>): FilledField[] {
  return fields.flatMap(({ name, kind, label }) => {
    const value = Object.hasOwn(values, name) ? filled(values[name] ?? null) : null
    return value === null ? [] : [{ name, kind, label, value }]
  })
}

/** Of a choice the team reads the label of what was chosen. */
function asRead({ fields }: OfType<'answer_form'>, { name, kind, value }: FilledField): string {
  if (kind !== 'choice') return value
  const { options } = fields.find((field) => field.name === name) ?? { options: [] }
  return options.find((option) => option.value === value)?.label ?? value
}

function wrongWith({ fields }: OfType<'answer_form'>, answers: readonly FilledField[]): Refusal | null {
  const missing = fields.filter(({ name, required }) => required && !answers.some((one) => one.name === name))
  if (missing.length > 0 || answers.length === 0) {
    return { code: 'form_incomplete', missing: missing.map(({ name }) => name) }
  }
  for (const field of fields) {
    const { value } = answers.find(({ name }) => name === field.name) ?? { value: null }
    if (value === null || fits(field, value)) continue
    return { code: field.kind === 'email' ? 'email_invalid' : 'field_invalid', field: field.name }
  }
  return null
}

function fits({ kind, longest, options }: FormField, value: string): boolean {
  if (value.length > longest) return false
  if (kind === 'email') return isEmailAddress(value)
  return kind !== 'choice' || options.some((option) => option.value === value)
}
