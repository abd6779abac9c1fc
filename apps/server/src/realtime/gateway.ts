import { openRealtime } from './open-realtime.ts'
import type { Gateway, RealtimeDeps } from './ports.ts'

export type { AccessEnded, Gateway, RealtimeDeps } from './ports.ts'

/** The realtime gateway: one WebSocket endpoint that replays the log and tells what is new (`docs/protocol.md`). */
export function createGateway(deps: RealtimeDeps): Gateway {
  return openRealtime(deps).gateway
}
