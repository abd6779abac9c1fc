import type { Event } from '@baton/core'
import { writeFrame } from './frame-codec.ts'
import type { RealtimeDeps, Side } from './ports.ts'

/** The frame of an event as one side sees it. */
export type EventFaces = (event: Event, side: Side) => string

/** Draws each event once for members and once for customers, however many sockets it goes to. */
export function createEventFaces({ eventForMember, eventForCustomer }: RealtimeDeps['present']): EventFaces {
  const drawn = new WeakMap<Event, Map<Side, string>>()
  return (event, side) => {
    const faces = drawn.get(event) ?? new Map<Side, string>()
    drawn.set(event, faces)
    const known = faces.get(side)
    if (known !== undefined) return known
    const view = side === 'member' ? eventForMember(event) : eventForCustomer(event)
    const face = writeFrame({ t: 'event', event: view })
    faces.set(side, face)
    return face
  }
}
