import type { Webhook } from '@baton/protocol'
import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { problemCode } from '../api/problem.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { InstantSwitch } from '../ui/instant-switch.tsx'
import { LeaveGuard } from '../ui/leave-guard.tsx'
import { SaveBar } from '../ui/save-bar.tsx'
import { useChangeWebhook } from './use-webhook.ts'

const texts = webhookTexts.page

/** Where deliveries go, saved by its button; and the switch, which takes effect at once. */
export function WebhookSettings({ webhook }: { webhook: Webhook }) {
  const change = useChangeWebhook(webhook)
  return (
    <section className="section">
      <UrlForm webhook={webhook} change={change} />
      {webhook.disabledReason === 'gone' && (
        <div className="problem" role="note">
          <p className="problem__words">
            <span className="strong">{texts.gone}.</span> {texts.goneDetail}
          </p>
        </div>
      )}
      <InstantSwitch
        label={texts.enabled}
        help={webhook.url === '' ? texts.enabledLocked : texts.enabledHelp}
        checked={webhook.enabled}
        disabled={webhook.url === ''}
        save={(enabled) => change({ enabled })}
      />
    </section>
  )
}

type UrlProps = { webhook: Webhook; change: ReturnType<typeof useChangeWebhook> }

function UrlForm({ webhook, change }: UrlProps) {
  const [savedAt, setSavedAt] = useState(0)
  const form = useForm({ initialValues: { url: webhook.url }, validate: { url: urlProblem } })
  const saving = useMutation({
    mutationFn: ({ url }: { url: string }) => change({ url: url.trim() }),
    onSuccess: ({ url }) => {
      form.setInitialValues({ url })
      form.setValues({ url })
      form.resetDirty({ url })
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

/** What can be told before the server is asked; it has the last word on where deliveries may go. */
function urlProblem(url: string): string | null {
  if (url.trim() === '') return texts.urlMissing
  return /^https?:\/\/[^\s/]+/i.test(url.trim()) && URL.canParse(url.trim()) ? null : texts.urlWrong
}
