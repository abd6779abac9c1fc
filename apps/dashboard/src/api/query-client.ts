import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { isPassing, ProblemError } from './problem.ts'

/** Whether this answer means that the session has ended, or that I may less than this page thought. */
const lessThanThought = (error: unknown) =>
  error instanceof ProblemError && (error.status === 401 || error.status === 403)

/** Whether it was the question who I am, which is not asked again because of its own answer. */
const isMe = (key: readonly unknown[]) => key.length === 1 && key[0] === keys.me[0]

/** The store of what the server said. When an answer says that access ended or shrank, who I am is asked again. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => !isMe(query.queryKey) && ask(error) }),
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
    if (lessThanThought(error)) void client.invalidateQueries({ queryKey: keys.me, exact: true })
  }
  return client
}
