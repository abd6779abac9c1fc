import { describe, expect, test } from 'vitest'
import {
  type Act,
  ben,
  claims,
  closes,
  dismisses,
  escalates,
  eve,
  handsBack,
  member,
  requeues,
  starts,
  takesOver,
  transfers,
  vic,
  writes,
} from '../../../../tests/support/cast.ts'
import { refusal, scene } from '../../../../tests/support/scene.ts'

const waiting = [starts(), escalates({ note: 'It is urgent' })]
const active = [...waiting, claims(ben)]

describe('who may', () => {
  const asked: Act[] = [claims(eve), takesOver(eve), writes(eve), transfers(eve, ben), requeues(eve), handsBack(eve)]

  test.each([
    ['bot', [starts()]],
    ['escalated', waiting],
    ['active', active],
    ['resolved', [...active, handsBack(ben)]],
    ['closed', [...active, closes()]],
  ])('LC50: an editor or viewer is forbidden every command while %s', (state, acts) => {
    const { conversation } = scene(acts)
    expect(conversation.state).toBe(state)
    for (const act of [...asked, dismisses(eve), claims(vic), takesOver(vic), writes(vic), dismisses(vic)]) {
      expect(refusal(conversation, act)).toEqual({ code: 'forbidden', right: 'conversation.claim' })
    }
  })

  test('LC50: a holder who lost the role can do nothing more with the conversation', () => {
    const demoted = member('Ben', 'viewer')
    for (const act of [writes(demoted), handsBack(demoted), requeues(demoted), claims(demoted)]) {
      expect(refusal(scene(active).conversation, act)).toMatchObject({ code: 'forbidden' })
    }
  })

  test('LC51: with an API key the weaker of the two roles decides', () => {
    const { conversation } = scene(waiting)
    const ownerWithViewersKey = member('Ada', 'owner', 'viewer')
    const editorWithOwnersKey = member('Eve', 'editor', 'owner')
    expect(refusal(conversation, claims(ownerWithViewersKey))).toMatchObject({ code: 'forbidden' })
    expect(refusal(conversation, claims(editorWithOwnersKey))).toMatchObject({ code: 'forbidden' })
    const ownerWithRespondersKey = member('Ada', 'owner', 'responder')
    expect(scene([...waiting, claims(ownerWithRespondersKey)]).conversation.state).toBe('active')
    expect(refusal(scene(active).conversation, requeues(ownerWithRespondersKey))).toMatchObject({ code: 'not_holder' })
  })
})
