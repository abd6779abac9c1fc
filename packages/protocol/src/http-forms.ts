import { z } from 'zod'

export const FieldKind = z.enum(['text', 'email', 'long_text', 'choice'])

/** One field of a power-up's form, in the language that the page has asked for. */
export const FormField = z.object({
  name: z.string(),
  kind: FieldKind,
  label: z.string(),
  required: z.boolean(),
  /** In characters. */
  longest: z.int(),
  /** Of a choice: what can be chosen. */
  options: z.array(z.object({ value: z.string(), label: z.string() })),
})

/** A form that a power-up of a bot declares: all that a page needs to draw it. */
export const Form = z.object({
  powerUp: z.string(),
  title: z.string(),
  why: z.string(),
  submit: z.string(),
  fields: z.array(FormField),
})

/** What the customer filled in, by the names of the fields. The same `clientId` again changes nothing. */
export const AnswerForm = z.strictObject({
  clientId: z.uuid(),
  fields: z.record(z.string().max(60), z.string().max(4000)).refine((fields) => Object.keys(fields).length <= 40, {
    message: 'At most 40 fields.',
  }),
})

/** What was filled into one field, with the label that the team reads. */
export const FilledField = z.object({ name: z.string(), kind: FieldKind, label: z.string(), value: z.string() })

export type FieldKind = z.infer<typeof FieldKind>
export type FormField = z.infer<typeof FormField>
export type Form = z.infer<typeof Form>
export type AnswerForm = z.infer<typeof AnswerForm>
export type FilledField = z.infer<typeof FilledField>
