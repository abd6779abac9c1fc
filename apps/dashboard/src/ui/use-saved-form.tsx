import type { FormErrors, UseFormReturnType } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { focusFirstWrong } from './focus-first-wrong.ts'
import { LeaveGuard } from './leave-guard.tsx'
import { SaveBar } from './save-bar.tsx'
import { typedSince } from './typed-since.ts'

type Saving<Values, Saved> = {
  save: (before: Values, after: Values) => Promise<Saved>
  /** The values of what was saved: where the form goes on from. */
  valuesOf: (saved: Saved) => Values
  /** What a refusal says of single fields. */
  refused: (error: unknown) => FormErrors
  /** Whether a refusal is told by its field alone. */
  toldByField?: (error: unknown) => boolean
}

/** A form whose fields are saved together: what submits it, when it was last saved, and the bar for its foot. */
export function useSavedForm<Values extends Record<string, unknown>, Saved>(
  form: UseFormReturnType<Values>,
  { save, valuesOf, refused, toldByField = () => false }: Saving<Values, Saved>,
) {
  const [savedAt, setSavedAt] = useState(0)
  const saving = useMutation({
    mutationFn: (values: Values) => save(form.getInitialValues(), values),
    onSuccess: (saved, sent) => {
      const values = valuesOf(saved)
      form.setInitialValues(values)
      form.setValues({ ...values, ...typedSince(sent, form.getValues()) })
      form.resetDirty(values)
      setSavedAt(Date.now())
    },
    onError: (error) => form.setErrors(refused(error)),
  })
  const changed = form.isDirty()
  const bar = (
    <>
      <SaveBar
        changed={changed}
        saving={saving.isPending}
        savedAt={savedAt}
        error={toldByField(saving.error) ? null : saving.error}
        onDiscard={() => form.reset()}
      />
      <LeaveGuard changed={changed} />
    </>
  )
  return { submit: form.onSubmit((values) => saving.mutate(values), focusFirstWrong), savedAt, bar }
}
