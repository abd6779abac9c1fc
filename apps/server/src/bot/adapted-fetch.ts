/** What a service does not take the way it is usually said. */
type Wont = 'max_tokens' | 'temperature'

/** By address and model, what is known of it, so that only its first request is refused. */
const known = new Map<string, ReadonlySet<Wont>>()
const MOST_KNOWN = 1_000

/**
 * The same `fetch` for OpenAI's chat API, which says a request again in the words that the service asks for in its
 * refusal: models that think want `max_completion_tokens`, and a temperature of their own. Nothing else is said twice.
 */
export function adaptedFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    if (typeof init?.body !== 'string') return fetch(input, init)
    const { body } = init
    const key = `${input instanceof Request ? input.url : input} ${modelIn(body)}`
    for (;;) {
      const wont = known.get(key) ?? new Set()
      const answer = await fetch(input, { ...init, body: adapted(body, wont) })
      if (answer.status !== 400) return answer
      const said = await answer.text()
      const more = refusedIn(said, adapted(body, wont))
      if (more === null) return new Response(said, { status: 400, headers: [...answer.headers.entries()] })
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(key, new Set([...wont, more]))
    }
  }
}

function modelIn(body: string): string {
  return /"model":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? ''
}

/** What a refusal is about, where the request has it. */
function refusedIn(said: string, body: string): Wont | null {
  const sent = JSON.parse(body)
  if ('max_tokens' in sent && said.includes('max_completion_tokens')) return 'max_tokens'
  const unwanted = /temperature/i.test(said) && /unsupported|not support|only the default/i.test(said)
  return 'temperature' in sent && unwanted ? 'temperature' : null
}

function adapted(body: string, wont: ReadonlySet<Wont>): string {
  if (wont.size === 0) return body
  const { max_tokens, temperature, ...rest } = JSON.parse(body)
  return JSON.stringify({
    ...rest,
    ...(max_tokens === undefined
      ? {}
      : { [wont.has('max_tokens') ? 'max_completion_tokens' : 'max_tokens']: max_tokens }),
    ...(temperature === undefined || wont.has('temperature') ? {} : { temperature }),
  })
}
