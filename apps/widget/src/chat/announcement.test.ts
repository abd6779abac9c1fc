import { expect, test } from 'vitest'
import { afterEvents, afterSignal, opened } from './after-news.ts'
import { announce, announcement, silence } from './announcement.ts'
import { chidi, chidiWrites, danasConversation, danaWrites, happened, robo, roboWrites, withheld } from './cast.ts'
import { type ChatState, emptyChat, withReach } from './chat-state.ts'
import { openTranscript } from './transcript-growth.ts'

const offer = { powerUp: 'talk_to_a_human', reason: 'knowledge_gap' } as const

test('a message is announced with the name of who wrote it', () => {
  expect(announcement(roboWrites(1, 'Hello'), 'Robo')).toBe('Robo: Hello')
  expect(announcement(chidiWrites(1, 'Hi Dana'), 'Robo')).toBe('Chidi: Hi Dana')
})

test('an offer of a human is announced together with its message', () => {
  expect(announcement(roboWrites(1, 'I do not know.', { offer }), 'Robo')).toBe(
    'Robo: I do not know. You can ask for a human. There is a form below the message.',
  )
})

test('each step is announced once, even where it makes two lines', () => {
  const released = happened(1, 'conversation.released', { agent: chidi, botAnswers: true })
  expect(announcement(released, 'Robo')).toBe('Chidi left the conversation. You are back with Robo')
})

test('what the customer did, and what they must not see, is not announced', () => {
  expect(announcement(danaWrites(1, 'Hello'), 'Robo')).toBeNull()
  expect(announcement(withheld(1), 'Robo')).toBeNull()
  expect(announcement(happened(1, 'conversation.started', {}), 'Robo')).toBeNull()
})

/** Every sentence that is said while the page goes through these states. */
function spoken(states: ChatState[]): string[] {
  const all: string[] = []
  let heard = silence
  for (const state of states) {
    const next = announce(heard, state)
    const last = heard.said.at(-1)?.key ?? 0
    all.push(...next.said.filter(({ key }) => key > last).map(({ text }) => text))
    heard = next
  }
  return all
}

const withHistory = opened(
  emptyChat(robo, []),
  openTranscript(danasConversation({ lastSeq: 2 }), [danaWrites(1, 'Hello'), roboWrites(2, 'Hi')]),
  0,
)

test('history is not news, and nothing is announced twice', () => {
  const answered = afterEvents(withHistory, [danaWrites(3, 'And?'), roboWrites(4, 'Yes')], 0)
  expect(
    spoken([withHistory, withHistory, answered, answered, afterEvents(answered, [roboWrites(4, 'Yes')], 0)]),
  ).toEqual(['Robo: Yes'])
})

test('a reply that is quicker than the history of a conversation begun here is announced', () => {
  expect(spoken([emptyChat(robo, []), withHistory])).toEqual(['Robo: Hi'])
  const returning: ChatState = { ...emptyChat(robo, []), stage: 'opening' }
  expect(spoken([returning, withHistory])).toEqual([])
})

test('the place in line is announced when it changes', () => {
  const escalated = happened(3, 'conversation.escalated', { reason: 'direct_request', botHolds: false })
  const waiting = afterEvents(withHistory, [escalated], 0)
  const placed = (position: number) => afterSignal(waiting, { t: 'queue', conversation: 'con_dana', position }, 0)
  expect(spoken([withHistory, waiting, placed(3), placed(3), placed(1)])).toEqual([
    'The team has been told',
    'You are number 3 in line',
    'You are next in line',
  ])
})

test('the wait is said with the place, and not again each time that it grows', () => {
  const escalated = happened(3, 'conversation.escalated', { reason: 'direct_request', botHolds: false })
  const waiting = afterEvents(withHistory, [escalated], 0)
  const placed = (position: number, waitSeconds: number) => {
    const wait = { waitFromSeconds: 120, waitSeconds }
    return afterSignal(waiting, { t: 'queue', conversation: 'con_dana', position, ...wait }, 0)
  }
  expect(spoken([waiting, placed(2, 300), placed(2, 360), placed(1, 420)])).toEqual([
    'You are number 2 in line. The wait has lately been 2–5 minutes.',
    'You are next in line. The wait has lately been 2–7 minutes.',
  ])
})

test('a lost connection is announced once', () => {
  const lost = withReach(withHistory, false)
  expect(spoken([withHistory, lost, lost, withHistory])).toEqual([
    'Reconnecting. Messages are kept and sent when you are back',
  ])
})
