import type { ListedConversation } from '@baton/protocol'
import { Component } from 'preact'
import type { Chat } from '../chat/chat.ts'
import { texts } from '../texts/texts.ts'
import { dayName, exactMoment, timeOfDay } from './clock.ts'
import { BackIcon } from './further-icons.tsx'

type Props = { chat: Chat; current: string | null; back: () => void }
type State = {
  items: ListedConversation[]
  cursor: string | null
  stage: 'loading' | 'failed' | 'here'
}

/** Everything that this customer has talked about with the bot, newest first; choosing one goes on with it. */
export default class PastConversations extends Component<Props, State> {
  override state: State = { items: [], cursor: null, stage: 'loading' }

  override componentDidMount() {
    void this.load()
  }

  load = async () => {
    const { items, cursor } = this.state
    this.setState({ stage: 'loading' })
    const answer = await this.props.chat.listConversations(cursor)
    if (answer.kind !== 'ok') return this.setState({ stage: 'failed' })
    const known = new Set(items.map(({ id }) => id))
    const more = answer.value.items.filter(({ id }) => !known.has(id))
    this.setState({ stage: 'here', items: [...items, ...more], cursor: answer.value.nextCursor })
  }

  choose = (id: string) => {
    this.props.chat.choose(id)
    this.props.back()
  }

  override render({ back, current }: Props, { items, cursor, stage }: State) {
    return (
      <main class="past">
        <div class="past-head">
          <button type="button" class="button round" aria-label={texts.past.back} onClick={back} id="past-back">
            <BackIcon />
          </button>
          <h2>{texts.past.title}</h2>
        </div>
        <ul>
          {items.map((item) => (
            <Line key={item.id} item={item} current={item.id === current} choose={this.choose} />
          ))}
        </ul>
        <div class="past-end" role="status">
          {stage === 'loading' && <p class="quiet-words late">{texts.past.loading}</p>}
          {stage === 'failed' && <p class="problem">{texts.past.failed}</p>}
          {stage === 'here' && items.length === 0 && <p class="quiet-words">{texts.past.none}</p>}
        </div>
        {stage === 'failed' && <More words={texts.page.retry} load={this.load} />}
        {stage === 'here' && cursor !== null && <More words={texts.past.more} load={this.load} />}
      </main>
    )
  }
}

function More({ words, load }: { words: string; load: () => Promise<void> }) {
  return (
    <button type="button" class="button" onClick={() => void load()}>
      {words}
    </button>
  )
}

type LineProps = { item: ListedConversation; current: boolean; choose: (id: string) => void }

function Line({ item, current, choose }: LineProps) {
  const at = Date.parse(item.lastActivityAt)
  const { lastMessage } = item
  const day = dayName(at)
  return (
    <li>
      <button
        type="button"
        class={`past-line ${item.unread ? 'unread' : ''}`}
        aria-current={current}
        onClick={() => choose(item.id)}
      >
        <span class="past-words" dir="auto">
          {lastMessage?.text ?? texts.past.empty}
        </span>
        <span class="quiet-words">
          {[who(lastMessage), current ? texts.past.current : stateOf(item)].filter(Boolean).join(' · ')}
        </span>
        <time dateTime={item.lastActivityAt} title={exactMoment(at)}>
          {day === texts.today ? timeOfDay(at) : day}
        </time>
        {item.unread && <span class="unseen">{texts.newMessages}</span>}
      </button>
    </li>
  )
}

function who(last: ListedConversation['lastMessage']): string {
  return last === null || last.by === 'customer' ? texts.you : (last.name ?? '')
}

function stateOf({ state, unread }: ListedConversation): string {
  if (unread) return texts.newMessages
  if (state === 'escalated') return texts.holder.waiting
  return state === 'closed' ? texts.past.ended : ''
}
