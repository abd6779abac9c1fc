import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { isPassing, ProblemError } from './problem.ts'

/** Whether this answer means that the session has ended. */
const signedOut = (error: unknown) => error instanceof ProblemError && error.status === 401

/** The store of what the server said. When an answer says that the session ended, who I am is asked again. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== keys.me[0] && ask(error) }),
    mutationCache: new MutationCache({ onError: (error) => ask(error) }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        networkMode: 'always',
        retry: (count, error) => count < 2 && isPassing(error),
        retryDelay: (count) => 500 * 2 ** count,
      },
      mutations: { networkMode: 'always' },
    },
  })
  const ask = (error: unknown) => {
    if (signedOut(error)) void client.invalidateQueries({ queryKey: keys.me })
  }
  return client
}
