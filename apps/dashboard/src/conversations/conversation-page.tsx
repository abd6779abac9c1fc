import type { MemberConversation } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconMessageOff } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { Link, useParams } from 'react-router'
import { useMe } from '../account/me.tsx'
import { ProblemError } from '../api/problem.ts'
import { usePaletteActions } from '../shell/palette-actions.ts'
import { texts } from '../texts/conversations.ts'
import { shared } from '../texts/shared.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { Banner } from './banner.tsx'
import { Composer } from './composer.tsx'
import { composerState } from './composer-state.ts'
import { conversationActions } from './conversation-actions.ts'
import { ConversationHead } from './conversation-head.tsx'
import { DetailsPane } from './details.tsx'
import { TranscriptView } from './transcript-view.tsx'
import { useAttention } from './use-attention.ts'
import { useCommand } from './use-command.ts'
import { useOpenConversation } from './use-open-conversation.ts'
import { useSuppressedReply } from './use-suppressed-reply.ts'
import './head.css'

/** The open conversation. A new one begins with a new state of everything in it. */
export function ConversationPage() {
  const { conversationId = '' } = useParams()
  return <OpenConversation key={conversationId} id={conversationId} />
}

function OpenConversation({ id }: { id: string }) {
  const open = useOpenConversation(id)
  const { conversation } = open
  if (conversation.data) return <Conversation conversation={conversation.data} open={open} />
  if (conversation.isError)
    return <NoConversation error={conversation.error} retry={() => void conversation.refetch()} />
  return <ConversationSkeleton />
}

type Open = ReturnType<typeof useOpenConversation>

function Conversation({ conversation, open }: { conversation: MemberConversation; open: Open }) {
  const { member, can: rights } = useMe()
  const [me, mayClaim] = [member.id, rights.claim]
  const command = useCommand(conversation.id)
  const field = useRef<HTMLTextAreaElement>(null)
  const toWrite = useRef(false)
  const lastSeq = open.transcript.data?.lastSeq ?? 0
  useAttention(conversation, lastSeq)
  useSuppressedReply(conversation, open.drafting, open.transcript.data)

  const { can, state, agent } = conversation
  const mine = state === 'active' && agent?.id === me
  const writable = composerState(conversation, me, mayClaim).open
  const run = (next: Parameters<typeof command.mutate>[0]) => {
    if (command.isPending) return
    toWrite.current = next.do === 'claim' || next.do === 'takeOver' || next.do === 'transfer'
    command.mutate(next, {
      onError: () => {
        toWrite.current = false
      },
    })
  }
  // Whoever claims wants to write; the field can be used from this moment on.
  useEffect(() => {
    if (!writable || !toWrite.current) return
    toWrite.current = false
    field.current?.focus()
  }, [writable])
  usePaletteActions(conversationActions(conversation, mine, run, () => field.current?.focus()))
  useKeys({
    c: () => state === 'escalated' && can.claim && run({ do: 'claim' }),
    h: () => mine && can.handBack && run({ do: 'handBack', botAnswers: true }),
    r: () => field.current?.focus(),
  })

  return (
    <>
      <div className="conversation">
        <ConversationHead conversation={conversation} presence={open.presence} />
        <Banner conversation={conversation} command={command} run={run} />
        <TranscriptView conversation={conversation} open={open} />
        <Composer conversation={conversation} field={field} run={run} pending={command.isPending} />
      </div>
      <DetailsPane conversation={conversation} />
    </>
  )
}

function NoConversation({ error, retry }: { error: unknown; retry: () => void }) {
  if (!(error instanceof ProblemError) || error.status !== 404) {
    return (
      <div className="wide-notice">
        <ProblemNotice error={error} retry={retry} />
      </div>
    )
  }
  return (
    <div className="wide-notice">
      <Empty
        icon={<IconMessageOff size={20} />}
        title={texts.notFound.title}
        detail={texts.notFound.detail}
        action={
          <Button component={Link} to="/conversations" variant="default">
            {shared.notFound.action}
          </Button>
        }
      />
    </div>
  )
}

function ConversationSkeleton() {
  return (
    <div className="conversation">
      <AfterDelay>
        <div className="head">
          <Skeleton height={14} width={160} />
        </div>
        <div className="banner">
          <Skeleton height={32} width={32} />
          <Skeleton height={12} width={140} />
        </div>
        <div className="transcript__column">
          <Skeleton height={44} width="46%" radius="lg" mb="md" />
          <Skeleton height={64} width="52%" radius="lg" ml="auto" mb="md" />
          <Skeleton height={44} width="38%" radius="lg" />
        </div>
      </AfterDelay>
    </div>
  )
}
