import type { MemberConversation } from '@baton/protocol'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../account/me.tsx'
import { claim, dismiss, handBack, requeue, takeOver, transfer } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { ProblemError } from '../api/problem.ts'
import { texts } from '../texts/conversations.ts'
import { pullEvents, rememberConversation } from './remember.ts'

export type Command =
  | { do: 'claim' | 'takeOver' | 'requeue' | 'dismiss' }
  | { do: 'handBack'; botAnswers: boolean }
  | { do: 'transfer'; to: string }

function perform(id: string, command: Command): Promise<MemberConversation> {
  switch (command.do) {
    case 'claim':
      return claim(id)
    case 'takeOver':
      return takeOver(id)
    case 'requeue':
      return requeue(id)
    case 'dismiss':
      return dismiss(id)
    case 'handBack':
      return handBack(id, command.botAnswers)
    case 'transfer':
      return transfer(id, command.to)
  }
}

/** The commands of a conversation. The view is right before anything is said about a refusal. */
export function useCommand(id: string) {
  const client = useQueryClient()
  const me = useMe().member.id
  return useMutation({
    mutationFn: (command: Command) => perform(id, command),
    onSuccess: (conversation) => {
      rememberConversation(client, conversation, me)
      void client.invalidateQueries({ queryKey: keys.counts })
      void pullEvents(client, id)
    },
    onError: async (error) => {
      await Promise.all([client.refetchQueries({ queryKey: keys.conversation(id) }), pullEvents(client, id)])
      if (error instanceof ProblemError && error.code === 'already_claimed') sayWhoWon(error)
    },
  })
}

function sayWhoWon(error: ProblemError): void {
  const name = error.problem.claimedBy?.name ?? texts.someone
  notifications.show({
    title: texts.refused.already_claimed(name),
    message: texts.refused.already_claimed_detail,
    autoClose: 8000,
  })
}
