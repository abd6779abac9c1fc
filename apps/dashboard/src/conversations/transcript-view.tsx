import type { MemberConversation } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { Fragment, memo, type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { dayName, exactTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'
import { DrawnChunk } from './drawn-chunk.tsx'
import { type Faces, useFaces } from './faces.ts'
import { useFinding } from './find-message.ts'
import { type Block, groupTranscript } from './group-transcript.ts'
import { MessageGroup } from './message-group.tsx'
import { DraftingReply, PendingMessages, TypingLine } from './pending.tsx'
import { type SystemEvent, systemLine } from './system-line.ts'
import { hasClientId, type Transcript } from './transcript.ts'
import { type Chunk, chunksOf, sameChunk } from './transcript-chunks.ts'
import type { useOpenConversation } from './use-open-conversation.ts'
import { useStickyScroll } from './use-sticky-scroll.ts'
import { actorName, customerName } from './who.ts'
import { useDesk } from './writing.tsx'
import './transcript.css'

type Open = ReturnType<typeof useOpenConversation>
type Props = { conversation: MemberConversation; open: Open }

/** What was said and what happened, from the beginning to the words being written now. */
export function TranscriptView({ conversation, open }: Props) {
  const { transcript } = open
  if (transcript.data) return <Log conversation={conversation} transcript={transcript.data} open={open} />
  return (
    <div className="transcript">
      <div className="transcript__column">
        {transcript.isError ? (
          <ProblemNotice error={transcript.error} retry={() => void transcript.refetch()} />
        ) : (
          <AfterDelay>
            <Skeleton height={44} width="46%" radius="lg" mb="md" />
            <Skeleton height={64} width="52%" radius="lg" ml="auto" mb="md" />
          </AfterDelay>
        )}
      </div>
    </div>
  )
}

function Log({ conversation, transcript, open }: Props & { transcript: Transcript }) {
  const me = useMe().member.id
  const { outbox, desk } = useDesk(conversation.id)
  const box = useRef<HTMLDivElement>(null)
  const { drafting, typists, older } = open
  const customer = customerName(conversation.customer)
  const faces = useFaces()
  const pending = outbox.filter((message) => !hasClientId(transcript, message.clientId))
  useEffect(() => {
    for (const { clientId } of outbox) {
      if (hasClientId(transcript, clientId)) desk.arrivedOtherwise(conversation.id, clientId)
    }
  }, [outbox, transcript, desk, conversation.id])
  const others = typists.filter((actor) => actor.id !== me || actor.kind !== 'agent')
  const typing = others.map((actor) => texts.message.typing(actorName(actor, me, customer))).join(', ')

  const latestOlder = useRef(older.load)
  useEffect(() => {
    latestOlder.current = older.load
  })
  const loadOlder = useCallback(() => void latestOlder.current(), [])
  useFinding(box, conversation.id, transcript, older.loadTo)
  const { below, toEnd } = useStickyScroll(
    box,
    {
      first: transcript.events[0]?.seq ?? 0,
      last: transcript.lastSeq,
      own: outbox.length,
      tail: drafting?.text ?? typing,
    },
    loadOlder,
  )
  return (
    <div className="transcript-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="transcript" ref={box} tabIndex={0} role="log" aria-label={texts.message.transcript}>
        <div className="transcript__column">
          <Beginning transcript={transcript} older={older} />
          <Blocks
            events={transcript.events}
            box={box}
            me={me}
            customer={customer}
            botName={conversation.botName}
            faces={faces}
          />
          <SentMark transcript={transcript} me={me} waiting={pending.length > 0} />
          <PendingMessages conversation={conversation.id} outbox={pending} desk={desk} />
          {drafting && <DraftingReply drafting={drafting} conversation={conversation} />}
          {typing !== '' && <TypingLine words={typing} />}
        </div>
      </div>
      {below && (
        <Button
          className="transcript__below"
          size="compact-md"
          leftSection={<IconArrowDown size={16} />}
          variant="default"
          onClick={toEnd}
        >
          {texts.message.newMessages}
        </Button>
      )}
    </div>
  )
}

function Beginning({ transcript, older }: { transcript: Transcript; older: Open['older'] }) {
  if (older.error) return <ProblemNotice error={older.error} retry={() => void older.load()} />
  if (!transcript.hasOlder) return null
  return <p className="transcript__older small soft">{texts.message.loadingOlder}</p>
}

type Reader = { me: string; customer: string; botName: string; faces: Faces }
type BlocksProps = Reader & { events: Transcript['events']; box: RefObject<HTMLDivElement | null> }

const Blocks = memo(function Blocks({ events, box, ...reader }: BlocksProps) {
  const chunks = useMemo(() => chunksOf(groupTranscript(events)), [events])
  return chunks.map((chunk) => (
    <DrawnChunk key={chunk.key} box={box} from={chunk.from}>
      <ChunkBlocks chunk={chunk} {...reader} />
    </DrawnChunk>
  ))
})

type ChunkProps = Reader & { chunk: Chunk }

const ChunkBlocks = memo(
  function ChunkBlocks({ chunk, ...reader }: ChunkProps) {
    return chunk.blocks.map((block) => <Fragment key={block.key}>{draw(block, reader)}</Fragment>)
  },
  (one, other) =>
    sameChunk(one.chunk, other.chunk) &&
    (['me', 'customer', 'botName', 'faces'] as const).every((name) => one[name] === other[name]),
)

function draw(block: Block, { me, customer, botName, faces }: Reader) {
  switch (block.kind) {
    case 'day':
      return <Day at={block.at} />
    case 'system':
      return <SystemLine event={block.event} me={me} customer={customer} />
    case 'messages':
      return (
        <MessageGroup
          speaker={block.speaker}
          messages={block.messages}
          me={me}
          customer={customer}
          botName={botName}
          faces={faces}
        />
      )
  }
}

function Day({ at }: { at: string }) {
  const now = useNow('slow')
  return (
    <h3 className="day">
      <span>{dayName(at, now)}</span>
    </h3>
  )
}

function SystemLine({ event, me, customer }: { event: SystemEvent; me: string; customer: string }) {
  const note = 'note' in event.data ? event.data.note : undefined
  return (
    <div className="system" data-seq={event.seq} tabIndex={-1}>
      <p title={exactTime(event.at)}>{systemLine(event, { me, customer })}</p>
      {note && (
        <blockquote className="system__note" dir="auto">
          {note}
        </blockquote>
      )}
    </div>
  )
}

/** Under one's own last message: that it has arrived. */
function SentMark({ transcript, me, waiting }: { transcript: Transcript; me: string; waiting: boolean }) {
  const last = transcript.events.at(-1)
  if (waiting || last?.type !== 'message.sent' || last.actor.id !== me) return null
  return <p className="sent small soft">{texts.message.sent}</p>
}
