import type { MemberConversation } from '@baton/protocol'
import { ActionIcon, Button, CloseButton, Textarea } from '@mantine/core'
import { IconArrowUp, IconLock, IconRobotFace } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { type ComposerState, composerState } from './composer-state.ts'
import type { Command } from './use-command.ts'
import { useTypingSignal } from './use-typing-signal.ts'
import { useDesk } from './writing.tsx'
import './composer.css'

/** As the server counts: in code points. */
const LONGEST = 4000
const NEARLY = 200

type Props = {
  conversation: MemberConversation
  field: RefObject<HTMLTextAreaElement | null>
  run: (command: Command) => void
  pending: boolean
}

/** Where a reply is written. When one may not, it says why and what would help. */
export function Composer({ conversation, field, run, pending }: Props) {
  const { member, can } = useMe()
  const { draft, takenBack, suggestion, desk } = useDesk(conversation.id)
  const state = composerState(conversation, member.id, can.claim)
  const signal = useTypingSignal(conversation.id)
  const left = LONGEST - [...draft].length
  const ready = state.open && draft.trim() !== '' && left >= 0

  const send = () => {
    if (!ready) return
    desk.send(conversation.id)
    signal(false)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') field.current?.blur()
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    // On a touch screen there is no Shift to begin a line with, and a button to send.
    if (!(event.metaKey || event.ctrlKey) && (event.shiftKey || isTouch())) return
    event.preventDefault()
    send()
  }
  return (
    <div className="composer-frame">
      {takenBack && (
        <TakenBack conversation={conversation} me={member.id} onClose={() => desk.closeNotice(conversation.id)} />
      )}
      {state.open && suggestion !== '' && (
        <Suggestion
          bot={conversation.botName}
          text={suggestion}
          onTake={() => {
            desk.takeSuggestion(conversation.id)
            field.current?.focus()
          }}
          onClose={() => desk.suggest(conversation.id, '')}
        />
      )}
      <form
        className={
          state.open ? 'composer' : draft === '' ? 'composer composer_closed composer_bare' : 'composer composer_closed'
        }
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <Textarea
          ref={field}
          className="composer__field"
          variant="unstyled"
          autosize
          attributes={{ input: { dir: 'auto' } }}
          minRows={1}
          maxRows={8}
          aria-label={texts.composer.label}
          placeholder={state.open ? texts.composer.placeholder(conversation.customer.name) : closedWords(state)}
          // What was typed stays readable while somebody else may speak.
          disabled={!state.open && draft === ''}
          readOnly={!state.open}
          value={draft}
          onKeyDown={press}
          onChange={(event) => {
            desk.write(conversation.id, event.currentTarget.value)
            signal(event.currentTarget.value !== '')
          }}
        />
        {state.open ? (
          <Sending left={left} ready={ready} />
        ) : (
          <Closed state={state} member={member.id} draft={draft} run={run} pending={pending} />
        )}
      </form>
    </div>
  )
}

const isTouch = () => window.matchMedia('(pointer: coarse)').matches

type SuggestionProps = { bot: string; text: string; onTake: () => void; onClose: () => void }

/** What the bot was about to say when one took over. */
function Suggestion({ bot, text, onTake, onClose }: SuggestionProps) {
  return (
    <section className="suggestion" aria-label={texts.composer.suggestion(bot)}>
      <div className="line">
        <IconRobotFace size={16} stroke={1.6} aria-hidden="true" />
        <span className="small strong grow">{texts.composer.suggestion(bot)}</span>
        <Button size="compact-sm" variant="light" onClick={onTake}>
          {texts.composer.useSuggestion}
        </Button>
        <CloseButton size="sm" aria-label={texts.composer.refuseSuggestion} onClick={onClose} />
      </div>
      <p className="suggestion__text" dir="auto">
        {text}
      </p>
    </section>
  )
}

function Sending({ left, ready }: { left: number; ready: boolean }) {
  return (
    <div className="composer__foot">
      <span className={left < 0 ? 'composer__over small' : 'small soft composer__hint'}>
        {left < 0
          ? texts.composer.tooLong(-left)
          : left < NEARLY
            ? texts.composer.left(left)
            : isTouch()
              ? ''
              : texts.composer.hint}
      </span>
      <ActionIcon
        type="submit"
        size={36}
        variant={ready ? 'light' : 'subtle'}
        disabled={!ready}
        aria-label={texts.composer.send}
      >
        <IconArrowUp size={20} stroke={2} />
      </ActionIcon>
    </div>
  )
}

const closedWords = ({ reason, help }: ClosedProps['state']) => (help ? `${reason} – ${help}` : reason)

type ClosedProps = {
  state: Extract<ComposerState, { open: false }>
  member: string
  draft: string
  run: (command: Command) => void
  pending: boolean
}

function Closed({ state, member, draft, run, pending }: ClosedProps) {
  const remedies = {
    claim: { label: texts.actions.claim, command: { do: 'claim' } },
    takeOver: { label: texts.actions.takeOver, command: { do: 'takeOver' } },
    transferToMe: { label: texts.actions.transferToMe, command: { do: 'transfer', to: member } },
  } as const
  const remedy = state.remedy ? remedies[state.remedy] : null
  return (
    <div className="composer__foot">
      {draft !== '' && (
        <span className="small soft composer__why">
          <IconLock size={14} aria-hidden="true" /> {closedWords(state)}
        </span>
      )}
      {remedy && (
        <Button variant="subtle" size="compact-md" disabled={pending} onClick={() => run(remedy.command)}>
          {remedy.label}
        </Button>
      )}
    </div>
  )
}

function TakenBack({
  conversation,
  me,
  onClose,
}: {
  conversation: MemberConversation
  me: string
  onClose: () => void
}) {
  const { agent } = conversation
  return (
    <div className="composer__notice" role="alert">
      <p className="grow">{texts.composer.notHolder(agent && agent.id !== me ? agent.name : undefined)}</p>
      <CloseButton size="sm" aria-label={texts.composer.dismissNotice} onClick={onClose} />
    </div>
  )
}
