import type { Bot } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { deleteBot, openConversations } from '../api/bots.ts'
import { keys } from '../api/keys.ts'
import { problemCode } from '../api/problem.ts'
import { botTexts as texts } from '../texts/bots.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { gone } from '../ui/leave-guard.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { countOpen, OpenNow } from './open-now.tsx'

const said = texts.delete

/** The way to delete a bot, at the foot of its settings. */
export function DeleteBot({ bot }: { bot: Bot }) {
  const [asking, setAsking] = useState(false)
  return (
    <Section title={said.title} help={said.help}>
      <div>
        <Button variant="outline" color="danger" onClick={() => setAsking(true)}>
          {said.action}
        </Button>
      </div>
      {asking && <DeleteBotDialog bot={bot} onClose={() => setAsking(false)} />}
    </Section>
  )
}

/** Says which conversations would be closed, before anything is; then deletes the bot and goes back to the list. */
export function DeleteBotDialog({ bot, onClose }: { bot: Bot; onClose: () => void }) {
  const open = useQuery({
    queryKey: keys.openOfBot(bot.id),
    queryFn: () => openConversations(bot.id),
    staleTime: 0,
    gcTime: 0,
  })
  const count = open.data ? countOpen(open.data) : 0
  const deleting = useDelete(bot.id)
  const others = problemCode(deleting.error) === 'conversations_open'
  const confirm = () =>
    deleting.mutate(count > 0, {
      // Somebody asked for a human meanwhile: what is open is shown anew, and asked anew.
      onError: () => void open.refetch(),
    })
  return (
    <Confirm
      opened
      title={said.confirmTitle(bot.name)}
      action={count > 0 ? said.closeAndDelete(count) : said.action}
      pending={deleting.isPending || open.isFetching}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <div className="stack">
        {open.data && count > 0 && <OpenNow open={open.data} />}
        {open.isPending && (
          <AfterDelay>
            <Skeleton height={40} />
          </AfterDelay>
        )}
        {open.isError && <ProblemNotice error={open.error} retry={() => void open.refetch()} />}
        <p>{said.confirm}</p>
        {deleting.isError && !others && <ProblemNotice error={deleting.error} title={said.notDeleted} />}
        {others && <p role="alert">{said.meanwhile}</p>}
      </div>
    </Confirm>
  )
}

function useDelete(botId: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (confirmed: boolean) => deleteBot(botId, confirmed),
    onSuccess: async () => {
      await navigate('/bots', { replace: true, state: gone })
      client.removeQueries({ queryKey: keys.bot(botId) })
      void client.invalidateQueries({ queryKey: keys.bots, exact: true })
      void client.invalidateQueries({ queryKey: keys.counts })
    },
  })
}
