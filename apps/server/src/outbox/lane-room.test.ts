import { describe, expect, test } from 'vitest'
import type { Job } from '../store/outbox-leases.ts'
import { createLaneRoom } from './lane-room.ts'

const limits = { by: 'lane', perLane: 3, slowMs: 2_000, slowPlaces: 2, perTeam: 5 } as const
const job = (id: string, lane: string, teamId = 'team_ada'): Job => ({
  ...{ id, lane, teamId, kind: 'webhook', key: id, conversationId: null, payload: {}, attempts: 1, createdAt: 0 },
})

/** Room on a clock that is set by hand. */
function scene() {
  const clock = { now: 0 }
  const room = createLaneRoom(limits, () => clock.now)
  const began = (...jobs: Job[]) => {
    for (const one of jobs) room.began(one)
  }
  return { clock, room, began }
}

describe('room in lanes', () => {
  test('a lane is full with as many jobs as one may have, and free again when one ends', () => {
    const { room, began } = scene()
    began(job('1', 'a'), job('2', 'a'))
    expect(room.full()).toEqual([])
    began(job('3', 'a'))
    expect(room.full()).toEqual(['a'])
    room.ended(job('3', 'a'))
    expect(room.full()).toEqual([])
  })

  test('OB13: a lane that hangs or whose newest job was slow has one place, until one of its jobs is quick', () => {
    const { clock, room, began } = scene()
    began(job('1', 'a'))
    clock.now = 2_001
    expect(room.full()).toEqual(['a'])
    room.ended(job('1', 'a'))
    expect(room.full()).toEqual([])
    began(job('2', 'a'))
    expect(room.full()).toEqual(['a'])
    room.ended(job('2', 'a'))
    began(job('3', 'a'))
    expect(room.full()).toEqual([])
  })

  test('OB13: slow lanes have so many places together, and the others are not touched by it', () => {
    const { clock, room, began } = scene()
    began(job('1', 'a'), job('2', 'b'), job('3', 'c'))
    clock.now = 3_000
    room.ended(job('3', 'c'))
    began(job('4', 'quick'))
    expect(room.full().sort()).toEqual(['a', 'b', 'c'])
    room.ended(job('1', 'a'))
    expect(room.full()).toEqual(['b'])
  })

  test('OB13: a team that has its share gets one job for each lane more, and other teams theirs', () => {
    const { room, began } = scene()
    began(job('1', 'a'), job('2', 'a'), job('3', 'b'), job('4', 'b'), job('5', 'c'), job('6', 'x', 'team_other'))
    expect(room.full().sort()).toEqual(['a', 'b', 'c'])
  })

  test('jobs without a lane take no room', () => {
    const { room, began } = scene()
    began({ ...job('1', 'a'), lane: null })
    room.ended({ ...job('1', 'a'), lane: null })
    expect(room.full()).toEqual([])
  })
})
