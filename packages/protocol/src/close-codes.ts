/** Why the server closed a socket. 4000–4099: come back, after a random delay. 4100–4199: do not. */
export const closeCodes = {
  /** The server is restarting. */
  going_away: 4000,
  /** The client read too slowly; follow again from the last `seq`. */
  too_slow: 4001,
  /** No sign of life within two heartbeats. */
  timed_out: 4002,
  /** Too many frames in too short a time. */
  rate_limited: 4003,
  /** The first frame did not come in time. */
  hello_missing: 4100,
  /** No session, or a token that is expired, forged or revoked. */
  unauthorized: 4101,
  /** A frame that is not JSON, too large, or not of this protocol. */
  bad_frame: 4102,
  /** The member was removed, signed out, or lost the role that allowed this. */
  access_ended: 4103,
  /** The page's origin is not allowed. */
  origin_refused: 4104,
} as const

/** Whether a client should reconnect after this close code (a plain network loss counts as yes). */
export function shouldReconnect(code: number): boolean {
  return code < 4100 || code > 4199
}
