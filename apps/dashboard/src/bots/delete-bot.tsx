import type { Bot } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { deleteBot } from '../api/bots.ts'
import { keys } from '../api/keys.ts'
import { ProblemError, problemCode } from '../api/problem.ts'
import { botTexts as texts } from '../texts/bots.ts'
import { shared } from '../texts/shared.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const said = texts.delete

/** Deleting a bot asks once, and once more while people are waiting or being helped. */
export function DeleteBot({ bot }: { bot: Bot }) {
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const deleting = useMutation({
    mutationFn: (confirmed: boolean) => deleteBot(bot.id, confirmed),
    onSuccess: async () => {
      await navigate('/bots', { replace: true })
      client.removeQueries({ queryKey: keys.bot(bot.id) })
      void client.invalidateQueries({ queryKey: keys.bots })
      void client.invalidateQueries({ queryKey: keys.counts })
    },
  })
  const open = problemCode(deleting.error) === 'conversations_open'
  const close = () => {
    setAsking(false)
    deleting.reset()
  }
  return (
    <Section title={said.title} help={said.help}>
      <div>
        <Button variant="outline" color="danger" onClick={() => setAsking(true)}>
          {said.action}
        </Button>
      </div>
      <Confirm
        opened={asking}
        title={open ? said.openTitle : said.confirmTitle(bot.name)}
        action={open ? said.openAction : shared.delete}
        pending={deleting.isPending}
        onConfirm={() => deleting.mutate(open)}
        onCancel={close}
      >
        <div className="stack">
          <p>{open ? openWords(deleting.error) : said.confirm}</p>
          {deleting.isError && !open && <ProblemNotice error={deleting.error} title={shared.problem.notSaved} />}
        </div>
      </Confirm>
    </Section>
  )
}

/** How many conversations stand in the way, as far as the server says. */
function openWords(error: unknown): string {
  if (!(error instanceof ProblemError)) return said.openUnknown
  const { conversations } = error.problem
  return conversations ? said.open(conversations.escalated, conversations.active) : said.openUnknown
}
