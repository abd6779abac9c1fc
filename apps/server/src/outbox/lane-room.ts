import type { Job } from '../store/outbox-leases.ts'

/** How the room for jobs is shared between lanes. All counts are of one process; what is absent has no limit. */
export type LaneLimits = {
  /** How many jobs of one lane run at once. */
  perLane: number
  /** A lane whose newest job took longer than this has one place, in milliseconds. */
  slowMs?: number
  /** How many places all slow lanes have together: the rest is for the others. */
  slowPlaces?: number
  /** How many jobs of one team run at once; the first of each of its lanes is not counted against that. */
  perTeam?: number
}

export type LaneRoom = {
  began(job: Job): void
  ended(job: Job): void
  /** The lanes of which no other job may begin now. */
  full(): string[]
}

type Running = { lane: string; teamId: string; since: number }

/**
 * Keeps account of what runs in which lane, so that lanes that are slow or hang leave room for the others, and no team takes it all.
 * @param clock milliseconds that only go forward
 */
export function createLaneRoom(limits: LaneLimits, clock: () => number = () => performance.now()): LaneRoom {
  const running = new Map<string, Running>()
  const slow = new Set<string>()
  const { slowMs = Number.POSITIVE_INFINITY } = limits
  const isSlow = ({ since }: Running) => clock() - since > slowMs
  return {
    began: ({ id, lane, teamId }) => {
      if (lane !== null) running.set(id, { lane, teamId, since: clock() })
    },
    ended: ({ id }) => {
      const run = running.get(id)
      if (run === undefined) return
      running.delete(id)
      if (isSlow(run)) slow.add(run.lane)
      else slow.delete(run.lane)
    },
    full: () => {
      for (const run of running.values()) if (isSlow(run)) slow.add(run.lane)
      return fullLanes([...running.values()], slow, limits)
    },
  }
}

function fullLanes(running: readonly Running[], slow: ReadonlySet<string>, limits: LaneLimits): string[] {
  const lanes = counted(running.map(({ lane }) => lane))
  const teams = counted(running.map(({ teamId }) => teamId))
  const taken = running.filter(({ lane }) => slow.has(lane)).length
  const { slowPlaces = Number.POSITIVE_INFINITY, perTeam = Number.POSITIVE_INFINITY } = limits
  const full = new Set(taken >= slowPlaces ? slow : [])
  for (const { lane, teamId } of running) {
    const most = slow.has(lane) ? 1 : limits.perLane
    if ((lanes.get(lane) ?? 0) >= most || (teams.get(teamId) ?? 0) >= perTeam) full.add(lane)
  }
  return [...full]
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
