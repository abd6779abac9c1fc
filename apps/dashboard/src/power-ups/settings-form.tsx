import type { AddedPowerUp, PowerUpInCatalogue } from '@baton/protocol'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../account/me.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { LeaveGuard } from '../ui/leave-guard.tsx'
import { SaveBar } from '../ui/save-bar.tsx'
import { typedSince } from '../ui/typed-since.ts'
import { addressesProblem } from './addresses.ts'
import { Field } from './settings-field.tsx'
import { type SettingsField, settingsFields } from './settings-fields.ts'
import { changedSettings, leaves, type SettingsValues, valuesOf } from './settings-values.ts'

type Props = {
  powerUp: PowerUpInCatalogue
  given: AddedPowerUp
  save: (change: Record<string, unknown>) => Promise<AddedPowerUp>
}

/** The settings that the catalogue describes, saved together. */
export function SettingsForm({ powerUp, given, save }: Props) {
  const { manageNotifyEmails } = useMe().can
  const fields = settingsFields(powerUp.settings)
  const [before, setBefore] = useState(() => valuesOf(fields, given))
  const [savedAt, setSavedAt] = useState(0)
  const form = useForm<{ values: SettingsValues }>({ initialValues: { values: before } })
  const after = form.values.values
  const set = (path: string, value: unknown) => {
    form.setValues({ values: { ...after, [path]: value } })
    form.clearFieldError(path)
  }
  const saving = useMutation({
    mutationFn: (sent: SettingsValues) => save(changedSettings(fields, before, sent)),
    onSuccess: (saved, sent) => {
      const now = valuesOf(fields, saved)
      setBefore(now)
      form.setValues({ values: { ...now, ...typedSince(sent, form.getValues().values) } })
      setSavedAt(Date.now())
    },
  })
  const changed = Object.keys(changedSettings(fields, before, after)).length > 0
  const discard = () => {
    form.setValues({ values: before })
    form.clearErrors()
    saving.reset()
  }
  if (fields.length === 0) return null
  return (
    <form
      className="stack stack_wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const wrong = problems(fields, after)
        form.setErrors(wrong)
        if (Object.keys(wrong).length === 0) saving.mutate(after)
        else focusFirstWrong(wrong, after, event)
      }}
    >
      {fields.map((field) => (
        <Field
          key={field.path}
          kind={powerUp.kind}
          field={field}
          values={after}
          errors={form.errors}
          locked={(path) => path === 'notifyEmails' && !manageNotifyEmails}
          onChange={set}
        />
      ))}
      <SaveBar changed={changed} saving={saving.isPending} savedAt={savedAt} error={saving.error} onDiscard={discard} />
      <LeaveGuard changed={changed} />
    </form>
  )
}

function problems(fields: readonly SettingsField[], values: SettingsValues): Record<string, string> {
  const found = leaves(fields).map(({ path, draw }) => {
    const value = values[path]
    return [path, draw.as === 'addresses' && Array.isArray(value) ? addressesProblem(value, draw.most) : null] as const
  })
  return Object.fromEntries(found.flatMap(([path, problem]) => (problem === null ? [] : [[path, problem]])))
}
