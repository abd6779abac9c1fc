import type { UpdateWebhook, Webhook } from '@baton/protocol'
import { Switch, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { problemCode } from '../api/problem.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { InstantSwitch } from '../ui/instant-switch.tsx'
import { LeaveGuard } from '../ui/leave-guard.tsx'
import { SaveBar } from '../ui/save-bar.tsx'
import { useChangeWebhook } from './use-webhook.ts'
import { WebhookTroubles } from './webhook-troubles.tsx'

const texts = webhookTexts.page
type Values = Pick<Webhook, 'url' | 'includeCustomer' | 'includeText' | 'inOrder'>

/** Where deliveries go and what they hold, saved together; and the switch, which takes effect at once. */
export function WebhookSettings({ webhook }: { webhook: Webhook }) {
  const change = useChangeWebhook(webhook)
  return (
    <section className="section">
      <WebhookTroubles webhook={webhook} change={change} />
      <InstantSwitch
        label={texts.enabled}
        help={webhook.url === '' ? texts.enabledLocked : texts.enabledHelp}
        checked={webhook.enabled}
        disabled={webhook.url === ''}
        save={(enabled) => change({ enabled })}
      />
      <SettingsForm webhook={webhook} change={change} />
    </section>
  )
}

const valuesOf = ({ url, includeCustomer, includeText, inOrder }: Webhook): Values => ({
  ...{ url, includeCustomer, includeText, inOrder },
})

function SettingsForm({ webhook, change }: { webhook: Webhook; change: ReturnType<typeof useChangeWebhook> }) {
  const [savedAt, setSavedAt] = useState(0)
  const form = useForm({ initialValues: valuesOf(webhook), validate: { url: urlProblem } })
  const saving = useMutation({
    mutationFn: (values: Values) => change(changesOf(form.getInitialValues(), values)),
    onSuccess: (saved) => {
      form.setInitialValues(valuesOf(saved))
      form.setValues(valuesOf(saved))
      form.resetDirty(valuesOf(saved))
      setSavedAt(Date.now())
    },
    onError: (error) => {
      if (problemCode(error) === 'url_not_allowed') form.setFieldError('url', error.message)
    },
  })
  const changed = form.isDirty()
  return (
    <form
      className="stack stack_wide"
      noValidate
      onSubmit={form.onSubmit((values) => saving.mutate(values), focusFirstWrong)}
    >
      <Fields form={form} />
      <SaveBar
        changed={changed}
        saving={saving.isPending}
        savedAt={savedAt}
        error={problemCode(saving.error) === 'url_not_allowed' ? null : saving.error}
        onDiscard={() => form.reset()}
      />
      <LeaveGuard changed={changed} />
    </form>
  )
}

function Fields({ form }: { form: UseFormReturnType<Values> }) {
  const choices = [
    ['includeCustomer', texts.customer, texts.customerHelp],
    ['includeText', texts.text, texts.textHelp],
    ['inOrder', texts.order, texts.orderHelp],
  ] as const
  return (
    <>
      <TextInput
        label={texts.url}
        description={texts.urlHelp}
        placeholder={texts.urlPlaceholder}
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        {...form.getInputProps('url')}
      />
      {choices.map(([field, label, help]) => (
        <Switch key={field} label={label} description={help} {...form.getInputProps(field, { type: 'checkbox' })} />
      ))}
    </>
  )
}

/** Only what was changed, so that a webhook without a URL can be set up in any order. */
function changesOf(before: Values, after: Values): UpdateWebhook {
  const changed = Object.entries({ ...after, url: after.url.trim() }).filter(
    ([field, value]) => before[field as keyof Values] !== value,
  )
  return Object.fromEntries(changed)
}

/** What can be told before the server is asked; it has the last word on where deliveries may go. */
function urlProblem(url: string): string | null {
  if (url.trim() === '') return texts.urlMissing
  return /^https?:\/\/[^\s/]+/i.test(url.trim()) && URL.canParse(url.trim()) ? null : texts.urlWrong
}
