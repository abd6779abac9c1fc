import { describe, expect, test } from 'vitest'
import { chidi, danasConversation, danaWrites, happened, roboDrafts, roboWrites } from './cast.ts'
import { type Draft, keepDraft, receiveDraft, withdrawDraft } from './drafting.ts'
import { extend, openTranscript } from './transcript-growth.ts'

const asked = extend(openTranscript(danasConversation(), []), danaWrites(1, 'Where is my parcel?'))
const claimed = happened(2, 'conversation.claimed', { agent: chidi, how: 'taken_over' }, { engagement: 1 })
const pieces = [roboDrafts('Your par'), roboDrafts('cel is', { offset: 8 }), roboDrafts(' here', { offset: 14 })]

describe('a reply that the bot is writing', () => {
  test('grows piece by piece', () => {
    const grown: string[] = []
    let draft: Draft | null = null
    for (const piece of pieces) {
      draft = receiveDraft(draft, piece, asked)
      grown.push(draft?.text ?? '')
    }
    expect(grown).toEqual(['Your par', 'Your parcel is', 'Your parcel is here'])
  })

  test('shows a piece that came twice only once', () => {
    const once = receiveDraft(null, roboDrafts('Your par'), asked)
    expect(receiveDraft(once, roboDrafts('ur parcel', { offset: 2 }), asked)?.text).toBe('Your parcel')
  })

  test('waits for the message when the beginning was missed', () => {
    expect(receiveDraft(null, roboDrafts('cel is', { offset: 8 }), asked)).toBeNull()
    const begun = receiveDraft(null, roboDrafts('Your par'), asked)
    expect(receiveDraft(begun, roboDrafts(' here', { offset: 14 }), asked)?.text).toBe('Your par')
  })

  test('gives way to its message', () => {
    const draft = receiveDraft(null, roboDrafts('Your par', { clientId: 'robo-2' }), asked)
    const answered = extend(asked, roboWrites(2, 'Your parcel is here'))
    expect(keepDraft(draft, asked)).toBe(draft)
    expect(keepDraft(draft, answered)).toBeNull()
    expect(receiveDraft(null, roboDrafts(' here', { clientId: 'robo-2' }), answered)).toBeNull()
  })

  test('vanishes when an agent joins, and a late piece does not bring it back', () => {
    const draft = receiveDraft(null, roboDrafts('Your par'), asked)
    const joined = extend(asked, claimed)
    expect(keepDraft(draft, joined)).toBeNull()
    expect(receiveDraft(draft, roboDrafts('cel', { offset: 8 }), joined)).toBeNull()
    expect(receiveDraft(null, roboDrafts('New try', { engagement: 1 }), joined)).toBeNull()
  })

  test('of an older engagement stays out after the hand-back too', () => {
    const back = extend(
      extend(asked, claimed),
      happened(3, 'conversation.released', { agent: chidi, botAnswers: true }, { engagement: 2 }),
    )
    expect(receiveDraft(null, roboDrafts('Late'), back)).toBeNull()
    expect(receiveDraft(null, roboDrafts('Fresh', { engagement: 2 }), back)?.text).toBe('Fresh')
  })

  test('goes when the server takes it back, and only then', () => {
    const draft = receiveDraft(null, roboDrafts('Your par'), asked)
    expect(withdrawDraft(draft, 'another')).toBe(draft)
    expect(withdrawDraft(draft, 'robo-9')).toBeNull()
  })

  test('of another conversation is not shown', () => {
    expect(receiveDraft(null, roboDrafts('Hello', { conversation: 'con_eve' }), asked)).toBeNull()
  })
})
