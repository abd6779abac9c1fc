import { APICallError } from 'ai'
import { z } from 'zod'
import { failureOf } from '../guard/connection-failure.ts'
import { ModelNotSetUp } from './model-provider.ts'

/** Longest part of what a provider says that is kept, in characters. */
const LONGEST = 300

/** Why a model could not answer, for the team: what went wrong, and what the provider said itself. Never holds the key. */
export function modelFailure(error: unknown, apiKey: string | null): string {
  return wordsFor(error, (text) => shortened(withoutKey(text, apiKey)))
}

/** `clean` takes the key out of what others said, and shortens it then: half a key is nobody's business either. */
function wordsFor(error: unknown, clean: (text: string) => string): string {
  if (error instanceof ModelNotSetUp) return error.message
  const known = inCauses(error, ({ name }) => name === 'UrlRefused' || name === 'AnswerTooLarge')
  if (known?.name === 'UrlRefused') return `This address may not be used: ${known.message} ${allowance}`
  if (known !== null) return 'The answer was far too long and was cut off.'
  if (APICallError.isInstance(error)) {
    if (error.statusCode === undefined) return `${connectionWords[failureOf(error)]}`
    // An answer that is none of the protocol comes as an error too.
    if (error.statusCode < 300) {
      const own = ownWords(error.responseBody)
      return own === null ? notTheLanguage : `The provider failed. It said: ${clean(own)}`
    }
    return `${statusWords(error.statusCode)} The provider said: ${clean(said(error)) || 'nothing.'}`
  }
  const timeout = inCauses(error, ({ name }) => name === 'TimeoutError')
  if (timeout !== null) return 'The model did not answer in time.'
  if (!(error instanceof Error)) return 'The model failed.'
  if (/JSON|parse|validation/i.test(`${error.name}${error.message}`)) {
    return notTheLanguage
  }
  if (/invalid header value|ByteString/.test(error.message)) return notAKey
  return `The model failed: ${clean(error.message)}`
}

const notTheLanguage = 'What answers there does not speak the provider’s language. Check the base URL.'

const notAKey = 'The key has characters that no key has. Enter it again.'

const allowance =
  'A server in your own network must be allowed by the operator: ALLOW_PRIVATE_ADDRESSES takes its host and port.'

const connectionWords: Record<ReturnType<typeof failureOf>, string> = {
  unreachable: `The address could not be reached. Check the base URL. ${allowance}`,
  no_connection_in_time: 'No connection came about in time. Check the base URL.',
  no_answer_in_time: 'The model did not answer in time.',
  certificate_not_trusted: 'The server’s certificate is not trusted.',
  no_secure_connection: 'No secure connection could be made. Check whether the base URL should begin with http://.',
  broken_off: 'The connection broke off.',
  not_http: 'What answers there does not speak HTTP.',
}

function statusWords(status: number): string {
  if (status === 401 || status === 403) return `The key was refused (${status}).`
  if (status === 404) return `There is no such model or address (${status}).`
  if (status === 429) return `The provider’s limit is reached, or its credit used up (${status}).`
  if (status >= 500) return `The provider has a problem of its own (${status}).`
  return `The provider refused the request (${status}).`
}

function said({ message, responseBody }: APICallError): string {
  const words = ownWords(responseBody) ?? (message.trim() === '' ? (responseBody ?? '') : message)
  return words.replace(/\s+/g, ' ')
}

/** `{error: {message}}` as OpenAI has it, and what Ollama, vLLM and others have in its place. */
const Told = z.union([
  z.object({ error: z.object({ message: z.string().min(1) }) }).transform(({ error }) => error.message),
  z.object({ error: z.string().min(1) }).transform(({ error }) => error),
  z.object({ message: z.string().min(1) }).transform(({ message }) => message),
  z.object({ detail: z.string().min(1) }).transform(({ detail }) => detail),
  z.object({ detail: z.array(z.object({ msg: z.string() })).min(1) }).transform(({ detail }) => detail[0]?.msg ?? ''),
])

/** What the provider says itself; null where it is none of the forms that are known. */
function ownWords(body: string | undefined): string | null {
  try {
    const said: unknown = JSON.parse(body ?? '')
    return Told.safeParse(Array.isArray(said) ? said[0] : said).data ?? null
  } catch {
    return null
  }
}

const shortened = (text: string) => text.slice(0, LONGEST)

function inCauses(error: unknown, is: (error: Error) => boolean): Error | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; one = one.cause, depth += 1) {
    if (is(one)) return one
  }
  return null
}

/** Providers like to repeat a wrong key, in whole or in part. */
function withoutKey(text: string, apiKey: string | null): string {
  const whole = apiKey === null || apiKey.length < 4 ? text : text.replaceAll(apiKey, '…')
  return whole.replace(/\b(sk|key|AIza|gsk|xai)[-_A-Za-z0-9*.]{8,}/g, '…')
}
