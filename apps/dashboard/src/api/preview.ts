import type { PreviewAnswer, PreviewRequest } from '@baton/protocol'
import { botPath } from './bots.ts'
import { ProblemError, readProblem, unreachable } from './problem.ts'
import { readStream } from './read-stream.ts'

type Asking = {
  messages: PreviewRequest['messages']
  onText: (offset: number, text: string) => void
  signal: AbortSignal
}

/** Some of a reply while it is written, and where in it that stands. */
type Piece = { offset: number; text: string }

/** Asks the bot as a customer would. The answer is told as it is written, and returned whole. Nothing of it is kept. */
export async function askPreview(bot: string, { messages, onText, signal }: Asking): Promise<PreviewAnswer> {
  const response = await send(botPath(bot, '/preview'), messages, signal)
  if (!response.ok) throw new ProblemError(readProblem(response.status, await response.json().catch(() => undefined)))
  let answer: PreviewAnswer | null = null
  try {
    for await (const { event, data } of readStream(response)) {
      if (event === 'answer') answer = data as PreviewAnswer
      if (event !== 'text') continue
      const { offset, text } = data as Piece
      onText(offset, text)
    }
  } catch (error) {
    if (signal.aborted) throw error
    throw unreachable()
  }
  if (answer === null) throw unreachable()
  return answer
}

async function send(path: string, messages: PreviewRequest['messages'], signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ messages }),
      signal,
    })
  } catch (error) {
    if (signal.aborted) throw error
    throw unreachable()
  }
}
