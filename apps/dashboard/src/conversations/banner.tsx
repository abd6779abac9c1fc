import type { MemberConversation } from '@baton/protocol'
import { ActionIcon, Button, CloseButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMe } from '../account/me.tsx'
import { problemCode } from '../api/problem.ts'
import { texts } from '../texts/conversations.ts'
import { shared } from '../texts/shared.ts'
import { RoughTime } from '../ui/ages.tsx'
import { ActionsMenu } from './actions-menu.tsx'
import { BatonMark } from './baton-mark.tsx'
import type { Command, useCommand } from './use-command.ts'
import { WaitTimer } from './wait-timer.tsx'
import { type Holder, holderOf } from './who.ts'

type Props = {
  conversation: MemberConversation
  command: ReturnType<typeof useCommand>
  run: (command: Command) => void
}

/** Who is in charge, always in the same place, and the one right thing to do about it. */
export function Banner({ conversation, command, run }: Props) {
  const me = useMe().member.id
  const holder = holderOf(conversation, me)
  return (
    <>
      <section className={`banner banner_${holder.kind}`} aria-label={sentence(holder, conversation)}>
        <BatonMark holder={holder} />
        <p className="banner__words">
          <span className="strong" role="status">
            {sentence(holder, conversation)}
          </span>{' '}
          <Since conversation={conversation} />
        </p>
        <Primary conversation={conversation} holder={holder} command={command} run={run} />
        <ActionsMenu conversation={conversation} holder={holder} run={run}>
          <ActionIcon
            variant="subtle"
            className="quiet"
            size={36}
            aria-label={texts.moreActions}
            loading={command.isPending}
          >
            <IconDots size={20} stroke={1.6} />
          </ActionIcon>
        </ActionsMenu>
      </section>
      <Refusal command={command} />
    </>
  )
}

function sentence(holder: Holder, conversation: MemberConversation): string {
  const said = texts.banner
  switch (holder.kind) {
    case 'waiting':
      return conversation.botHolds ? said.escalatedHeld : said.escalated
    case 'you':
      return said.you
    case 'agent':
      return said.agent(holder.name)
    case 'bot':
      return said.bot(holder.name)
    case 'resolved':
      return said.resolved(holder.name)
    case 'closed':
      return said.closed
  }
}

function Since({ conversation }: { conversation: MemberConversation }) {
  const { state, escalation, claimedAt, botId } = conversation
  if (state === 'escalated' && escalation) return <WaitTimer since={escalation.at} botId={botId} />
  if (state === 'active' && claimedAt) {
    return <RoughTime since={claimedAt} before={texts.banner.since} className="soft banner__since" />
  }
  return null
}

/** The only primary button on the screen. What is allowed is the server's word; when it makes sense is the state's. */
function Primary({ conversation, holder, command, run }: Props & { holder: Holder }) {
  const { can } = conversation
  const pending = command.isPending ? command.variables?.do : undefined
  if (holder.kind === 'waiting' && can.claim) {
    return (
      <Button loading={pending === 'claim'} onClick={() => run({ do: 'claim' })}>
        {texts.actions.claim}
      </Button>
    )
  }
  if (holder.kind === 'you' && can.handBack) {
    return (
      <Button loading={pending === 'handBack'} onClick={() => run({ do: 'handBack', botAnswers: true })}>
        {texts.actions.handBack}
      </Button>
    )
  }
  if ((holder.kind === 'bot' || holder.kind === 'resolved') && can.takeOver) {
    return (
      <Button variant="default" loading={pending === 'takeOver'} onClick={() => run({ do: 'takeOver' })}>
        {texts.actions.takeOver}
      </Button>
    )
  }
  return null
}

/** Why a command was refused; a lost race for a claim is told in a toast, because somebody else did it. */
function Refusal({ command }: { command: Props['command'] }) {
  if (!command.isError || problemCode(command.error) === 'already_claimed') return null
  return (
    <div className="banner__refusal" role="alert">
      <p className="grow">
        {texts.refused.other}: {command.error.message}
      </p>
      <CloseButton size="sm" aria-label={shared.close} onClick={() => command.reset()} />
    </div>
  )
}
