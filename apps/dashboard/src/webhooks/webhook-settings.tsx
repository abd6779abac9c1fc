import type { UpdateWebhook, Webhook } from '@baton/protocol'
import { Switch, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { problemCode } from '../api/problem.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { InstantSwitch } from '../ui/instant-switch.tsx'
import { useSavedForm } from '../ui/use-saved-form.tsx'
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
  const form = useForm({ initialValues: valuesOf(webhook), validate: { url: urlProblem } })
  const notAllowed = (error: unknown) => problemCode(error) === 'url_not_allowed'
  const { submit, bar } = useSavedForm(form, {
    save: (before, after) => change(changesOf(before, after)),
    valuesOf,
    refused: (error) => (notAllowed(error) && error instanceof Error ? { url: error.message } : {}),
    toldByField: notAllowed,
  })
  return (
    <form className="stack stack_wide" noValidate onSubmit={submit}>
      <Fields form={form} />
      {bar}
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
