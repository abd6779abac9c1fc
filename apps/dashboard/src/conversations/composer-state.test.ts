import type { Abilities } from '@baton/protocol'
import { expect, test } from 'vitest'
import { composerState } from './composer-state.ts'
import { active, ben, chidi, conversation, escalated } from './testing/sample.ts'

const can = (change: Partial<Abilities>) => ({ can: { ...conversation().can, ...change } })

test('the holder can write', () => {
  expect(composerState({ ...active('c1', 1, ben), ...can({ reply: true }) }, 'ben', true)).toEqual({ open: true })
})

test('a waiting conversation says Claim to reply', () => {
  expect(composerState({ ...escalated('c1', 1), ...can({ claim: true }) }, 'ben', true)).toEqual({
    open: false,
    reason: 'Claim to reply',
    remedy: 'claim',
  })
})

test('a conversation of Chidi’s says so, and an owner can have it transferred', () => {
  const held = active('c1', 1, chidi)
  expect(composerState(held, 'ben', true)).toMatchObject({ reason: 'Held by Chidi', remedy: null })
  expect(composerState({ ...held, ...can({ transfer: true }) }, 'ada', true)).toMatchObject({ remedy: 'transferToMe' })
})

test('while the bot answers, taking over is the way, where the bot allows it', () => {
  expect(composerState(conversation(can({ takeOver: true })), 'ben', true)).toMatchObject({
    reason: 'Robo is answering',
    help: 'Take over to reply',
    remedy: 'takeOver',
  })
  expect(composerState(conversation({ state: 'resolved' }), 'ben', true)).toMatchObject({ remedy: null })
})

test('a viewer is told about the role, whatever the state', () => {
  for (const one of [conversation(), escalated('c1', 1), active('c1', 1, chidi)]) {
    expect(composerState(one, 'vera', false)).toMatchObject({ reason: 'Your role can read, not reply', remedy: null })
  }
})

test('a closed conversation stays closed', () => {
  expect(composerState(conversation({ state: 'closed' }), 'ben', true)).toMatchObject({
    reason: 'This conversation has ended',
  })
})
