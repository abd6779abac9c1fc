import { describe, expect, test } from 'vitest'
import { audienceOf } from './audience.ts'
import type { EventType } from './event.ts'

const hears: Record<EventType, { customer: 'full' | 'withheld'; webhook: boolean }> = {
  'conversation.started': { customer: 'full', webhook: true },
  'message.sent': { customer: 'full', webhook: true },
  'conversation.escalated': { customer: 'full', webhook: true },
  'conversation.contact_requested': { customer: 'full', webhook: true },
  'conversation.form_answered': { customer: 'full', webhook: true },
  'conversation.lead_collected': { customer: 'full', webhook: true },
  'conversation.withdrawn': { customer: 'full', webhook: true },
  'conversation.claimed': { customer: 'full', webhook: true },
  'conversation.transferred': { customer: 'full', webhook: true },
  'conversation.requeued': { customer: 'full', webhook: true },
  'conversation.released': { customer: 'full', webhook: true },
  'conversation.dismissed': { customer: 'full', webhook: true },
  'conversation.nudged': { customer: 'withheld', webhook: false },
  'conversation.closed': { customer: 'full', webhook: true },
}

describe('who hears', () => {
  test.each(Object.entries(hears))('%s', (type, audience) => {
    expect(audienceOf(type as EventType)).toEqual(audience)
  })
})
