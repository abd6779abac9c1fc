/** How a field of a form is filled in. */
export const fieldKinds = ['text', 'email', 'long_text', 'choice'] as const
export type FieldKind = (typeof fieldKinds)[number]

/** One field of a power-up's form, as the rules and the team read it. `longest` counts characters. */
export type FormField = {
  name: string
  kind: FieldKind
  label: string
  required: boolean
  longest: number
  /** Of a choice: what can be chosen, and how the team reads it. */
  options: readonly { value: string; label: string }[]
}

/** What was filled into one field, with the label that it had then; of a choice the label of what was chosen. */
export type FilledField = { name: string; kind: FieldKind; label: string; value: string }
