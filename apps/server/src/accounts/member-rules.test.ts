import { type Role, roles } from '@baton/core'
import { expect, test } from 'vitest'
import type { MemberRow } from '../store/members.ts'
import { removalRefusal, roleChangeRefusal, type Scene, transferRefusal } from './member-rules.ts'

const member = (id: string, role: Role): MemberRow => ({
  id,
  userId: `user_${id}`,
  teamId: 'team',
  name: id,
  email: `${id}@example.com`,
  role,
})

function scene(actor: Role, target: Role, different: Partial<Scene> = {}): Scene {
  return { actor: member('ben', actor), roles: [actor], target: member('chidi', target), owners: 2, ...different }
}

const managers = ['owner', 'admin']

test('every pair of roles: who may give which role to whom', () => {
  for (const actor of roles) {
    for (const target of roles) {
      for (const role of roles) {
        const allowed = managers.includes(actor) && role !== 'owner' && (target !== 'owner' || actor === 'owner')
        expect([actor, target, role, roleChangeRefusal(scene(actor, target), role) === null]).toEqual([
          actor,
          target,
          role,
          allowed,
        ])
      }
    }
  }
})

test('every pair of roles: who may remove whom', () => {
  for (const actor of roles) {
    for (const target of roles) {
      const allowed = managers.includes(actor) && (target !== 'owner' || actor === 'owner')
      expect([actor, target, removalRefusal(scene(actor, target)) === null]).toEqual([actor, target, allowed])
    }
  }
})

test('only an owner passes ownership, and not to an owner', () => {
  for (const actor of roles) {
    expect(transferRefusal(scene(actor, 'viewer')) === null).toBe(actor === 'owner')
  }
  expect(transferRefusal(scene('owner', 'owner'))).toBe('already_owner')
})

test('the last owner is neither demoted nor removed', () => {
  const last = scene('owner', 'owner', { owners: 1 })
  expect(roleChangeRefusal(last, 'admin')).toBe('last_owner')
  expect(removalRefusal(last)).toBe('last_owner')
})

test('a key of an owner that is itself an admin’s leaves owners alone', () => {
  const byKey = scene('owner', 'owner', { roles: ['owner', 'admin'] })
  expect(roleChangeRefusal(byKey, 'admin')).toBe('forbidden')
  expect(removalRefusal(byKey)).toBe('forbidden')
  expect(transferRefusal({ ...byKey, target: member('vic', 'viewer') })).toBe('forbidden')
})
