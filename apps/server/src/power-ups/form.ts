import type { FieldKind, FormField as TeamField } from '@baton/core'
import type { Form as FormView } from '@baton/protocol'

/** A text by language. English is always there, and stands for every language that is not. */
export type Words = { en: string } & { readonly [language: string]: string }

/** One field of a form; its name never changes, for it is kept with what was filled in. */
export type FormField = {
  name: string
  kind: FieldKind
  label: Words
  required: boolean
  /** In characters; what its kind allows where nothing is said. */
  longest?: number
  /** Of a choice: what can be chosen. */
  options?: readonly { value: string; label: Words }[]
}

/** The form of a power-up that offers one: the chat page draws it, and the server checks what comes back by it. */
export type Form<Settings> = {
  title: Words
  /** One sentence: what becomes of it. */
  why: Words
  submit: Words
  /** A field called `name` and the first e-mail field also say who the customer is. */
  fields: (settings: Settings) => readonly FormField[]
  /** `lead`: what is filled in is kept as the customer's contact details (`email`, `name`, `note`). */
  keptAs?: 'lead'
}

const LONGEST: Record<FieldKind, number> = { text: 200, email: 320, long_text: 2000, choice: 200 }

/** The form as a page draws it, in this language. */
export function formView<Settings>(
  powerUp: string,
  form: Form<Settings>,
  settings: Settings,
  language: string,
): FormView {
  const say = (words: Words) => {
    const spoken = [language, language.split('-')[0] ?? ''].find((one) => Object.hasOwn(words, one))
    return words[spoken ?? 'en'] ?? words.en
  }
  return {
    powerUp,
    title: say(form.title),
    why: say(form.why),
    submit: say(form.submit),
    fields: form.fields(settings).map(({ label, options = [], longest, ...field }) => ({
      ...field,
      label: say(label),
      longest: longest ?? LONGEST[field.kind],
      options: options.map((option) => ({ value: option.value, label: say(option.label) })),
    })),
  }
}

/** The fields as the rules check them and the team reads them. */
export function teamFields<Settings>(form: Form<Settings>, settings: Settings): TeamField[] {
  return formView('', form, settings, 'en').fields
}
