import type { QueryClient } from '@tanstack/react-query'
import { forgetKnown } from '../api/request.ts'

/** Forgets what the one before saw in this tab: another person may have signed in. */
export function enterAnew(client: QueryClient): void {
  client.clear()
  forgetKnown()
}
