import type { Webhook } from '@baton/protocol'
import { Button, Select } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { endPreviousSecret, rotateSecret } from '../api/webhooks.ts'
import { shared } from '../texts/shared.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { Moment } from '../ui/ages.tsx'
import { Callout } from '../ui/callout.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { rememberWebhook } from './use-webhook.ts'

const texts = webhookTexts.secret
/** How long the old secret may sign along, in hours. */
const overlaps = ['0', '1', '24', '72', '168'] as const

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

/** What the secret is for, until when an old one signs along, and the way to a new one. */
export function Secret({ webhook, onNew }: { webhook: Webhook; onNew: (secret: string) => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <Section title={texts.title} help={texts.help}>
      <OldSecret webhook={webhook} />
      <div>
        <Button variant="default" leftSection={<IconKey size={16} />} onClick={() => setAsking(true)}>
          {texts.rotate}
        </Button>
      </div>
      {asking && <Rotate webhook={webhook} onNew={onNew} onClose={() => setAsking(false)} />}
    </Section>
  )
}

type RotateProps = { webhook: Webhook; onNew: (secret: string) => void; onClose: () => void }

function Rotate({ webhook, onNew, onClose }: RotateProps) {
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>('24')
  const client = useQueryClient()
  const rotating = useMutation({
    mutationFn: () => rotateSecret(webhook.botId, webhook.id, Number(overlap)),
    onSuccess: ({ secret, ...saved }) => {
      rememberWebhook(client, saved)
      onClose()
      onNew(secret)
    },
  })
  return (
    <Confirm
      opened
      title={texts.rotateTitle}
      action={texts.rotate}
      danger={false}
      pending={rotating.isPending}
      onConfirm={() => rotating.mutate()}
      onCancel={onClose}
    >
      <div className="stack">
        <p>{texts.rotateDetail}</p>
        <Select
          label={texts.overlap}
          description={overlap === '0' ? texts.overlapNone : texts.overlapHelp}
          data={overlaps.map((value) => ({ value, label: texts.overlaps[value] }))}
          value={overlap}
          allowDeselect={false}
          onChange={(value) => setOverlap(overlaps.find((one) => one === value) ?? '24')}
        />
        {rotating.isError && <ProblemNotice error={rotating.error} title={shared.problem.notSaved} />}
      </div>
    </Confirm>
  )
}

function OldSecret({ webhook: { botId, id, previousSecretUntil } }: { webhook: Webhook }) {
  const client = useQueryClient()
  const ending = useMutation({
    mutationFn: () => endPreviousSecret(botId, id),
    onSuccess: (saved) => rememberWebhook(client, saved),
  })
  if (previousSecretUntil === null) return null
  return (
    <div className="stack stack_tight">
      <div className="line line_apart line_wrap old-secret">
        <p>
          {texts.oldUntil} <Moment at={previousSecretUntil} />
        </p>
        <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
          {texts.endNow}
        </Button>
      </div>
      {ending.isError && <ProblemNotice error={ending.error} title={shared.problem.notSaved} />}
    </div>
  )
}
