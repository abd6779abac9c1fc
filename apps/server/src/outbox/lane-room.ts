import type { Job } from '../store/outbox-leases.ts'

/** How the room for jobs is shared between lanes. All counts are of one process; what is absent has no limit. */
export type LaneLimits = {
  /** What is a lane: the one that the job names, or its team. */
  by: 'lane' | 'team'
  /** How many jobs of one lane run at once. */
  perLane?: number
  /** A lane whose newest job took longer than this has one place, in milliseconds. */
  slowMs?: number
  /** How many places all slow lanes have together: the rest is for the others. */
  slowPlaces?: number
  /** How many jobs of one team run at once; the first of each of its lanes is not counted against that. */
  perTeam?: number
}

const NO_LIMIT = Number.POSITIVE_INFINITY

export type LaneRoom = {
  began(job: Job): void
  ended(job: Job): void
  /** The lanes of which no other job may begin now. */
  full(): string[]
  /** How many jobs of each team are running. */
  byTeam(): Map<string, number>
}

type Running = { lane: string | null; teamId: string; since: number }
type InLane = Running & { lane: string }

/**
 * Keeps account of what runs in which lane, so that lanes that are slow or hang leave room for the others, and no team takes it all.
 * @param clock milliseconds that only go forward
 */
export function createLaneRoom(limits: LaneLimits, clock: () => number = () => performance.now()): LaneRoom {
  const running = new Map<string, Running>()
  const slow = new Set<string>()
  const { slowMs = NO_LIMIT } = limits
  const isSlow = ({ since }: Running) => clock() - since > slowMs
  return {
    began: ({ id, lane, teamId }) => {
      running.set(id, { lane: limits.by === 'team' ? teamId : lane, teamId, since: clock() })
    },
    ended: ({ id }) => {
      const run = running.get(id)
      if (run === undefined) return
      running.delete(id)
      if (run.lane === null) return
      if (isSlow(run)) slow.add(run.lane)
      else slow.delete(run.lane)
    },
    full: () => {
      const inLanes = [...running.values()].filter((run): run is InLane => run.lane !== null)
      for (const run of inLanes) if (isSlow(run)) slow.add(run.lane)
      return fullLanes(inLanes, slow, limits)
    },
    byTeam: () => counted([...running.values()].map(({ teamId }) => teamId)),
  }
}

function fullLanes(running: readonly InLane[], slow: ReadonlySet<string>, limits: LaneLimits): string[] {
  const lanes = counted(running.map(({ lane }) => lane))
  const teams = counted(running.map(({ teamId }) => teamId))
  const taken = running.filter(({ lane }) => slow.has(lane)).length
  const { perLane = NO_LIMIT, slowPlaces = NO_LIMIT, perTeam = NO_LIMIT } = limits
  const full = new Set(taken >= slowPlaces ? slow : [])
  for (const { lane, teamId } of running) {
    const most = slow.has(lane) ? 1 : perLane
    if ((lanes.get(lane) ?? 0) >= most || (teams.get(teamId) ?? 0) >= perTeam) full.add(lane)
  }
  return [...full]
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
