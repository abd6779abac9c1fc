import type { Me } from '@baton/protocol'
import { ProblemError } from '../api/problem.ts'
import { getMe } from '../api/team.ts'
import { alone } from '../ui/tabs.ts'

const RENEWAL = 'baton.session'

/** For what ends the session and goes on under a new cookie, such as another password. */
export const renewsSession = <Answer>(change: () => Promise<Answer>): Promise<Answer> => alone(RENEWAL, change)

/** Who is signed in, for a page on which somebody was. */
export async function stillMe(): Promise<Me> {
  try {
    return await getMe()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error
    // Asked with the old cookie, perhaps, while one of the tabs got a new one: that one decides.
    await alone(RENEWAL, async () => {})
    return getMe()
  }
}
