import type { Webhook } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { keys } from '../api/keys.ts'
import { deleteWebhook } from '../api/webhooks.ts'
import { shared } from '../texts/shared.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { Confirm } from '../ui/confirm.tsx'
import { gone } from '../ui/leave-guard.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = webhookTexts.delete

/** Deletes the webhook, after asking. */
export function DeleteWebhook({ webhook: { botId, id } }: { webhook: Webhook }) {
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const deleting = useMutation({
    mutationFn: () => deleteWebhook(botId, id),
    onSuccess: async () => {
      await navigate(`/bots/${botId}/webhooks`, { replace: true, state: gone })
      client.removeQueries({ queryKey: keys.webhook(botId, id) })
      void client.invalidateQueries({ queryKey: keys.webhooks(botId), exact: true })
    },
  })
  return (
    <Section title={texts.title} help={texts.help}>
      <div>
        <Button variant="outline" color="danger" onClick={() => setAsking(true)}>
          {texts.action}
        </Button>
      </div>
      <Confirm
        opened={asking}
        title={texts.confirm}
        action={shared.delete}
        pending={deleting.isPending}
        onConfirm={() => deleting.mutate()}
        onCancel={() => setAsking(false)}
      >
        <div className="stack">
          <p>{texts.detail}</p>
          {deleting.isError && <ProblemNotice error={deleting.error} title={shared.problem.notSaved} />}
        </div>
      </Confirm>
    </Section>
  )
}
