import type { Webhook } from '@baton/protocol'
import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { rotateSecret } from '../api/webhooks.ts'
import { shared } from '../texts/shared.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { Callout } from '../ui/callout.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { rememberWebhook } from './use-webhook.ts'

const texts = webhookTexts.secret

/** A secret that was just made. It is brought into sight, for it is shown this once. */
export function NewSecret({ secret, onStored }: { secret: string; onStored: () => void }) {
  const here = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another secret is to be seen as well
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [secret])
  return (
    <div ref={here}>
      <Callout
        title={texts.once}
        actions={
          <Button variant="default" onClick={onStored}>
            {texts.stored}
          </Button>
        }
      >
        <div className="stack stack_tight">
          <p>{texts.onceDetail}</p>
          <CopyField label={texts.label} value={secret} />
        </div>
      </Callout>
    </div>
  )
}

/** What the secret is for, and the way to a new one. */
export function Secret({ webhook, onNew }: { webhook: Webhook; onNew: (secret: string) => void }) {
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const rotating = useMutation({
    mutationFn: () => rotateSecret(webhook.botId, webhook.id),
    onSuccess: ({ secret, ...saved }) => {
      rememberWebhook(client, saved)
      setAsking(false)
      onNew(secret)
    },
  })
  return (
    <Section title={texts.title} help={texts.help}>
      <div>
        <Button variant="default" leftSection={<IconKey size={16} />} onClick={() => setAsking(true)}>
          {texts.rotate}
        </Button>
      </div>
      <Confirm
        opened={asking}
        title={texts.rotateTitle}
        action={texts.rotate}
        danger={false}
        pending={rotating.isPending}
        onConfirm={() => rotating.mutate()}
        onCancel={() => setAsking(false)}
      >
        <div className="stack">
          <p>{texts.rotateDetail}</p>
          {rotating.isError && <ProblemNotice error={rotating.error} title={shared.problem.notSaved} />}
        </div>
      </Confirm>
    </Section>
  )
}
