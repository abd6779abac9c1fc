/** The most that a model's answer may have, in bytes, everything around the text included. */
export const MOST_BYTES = 1_000_000

/** More came than any answer needs. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge'
}

/** The same `fetch`, whose answers end with `AnswerTooLarge` once they are longer than `most` bytes. */
export function limitedFetch(fetch: typeof globalThis.fetch, most = MOST_BYTES): typeof globalThis.fetch {
  return async (input, init) => {
    const answer = await fetch(input, init)
    if (answer.body === null) return answer
    let read = 0
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        read += chunk.byteLength
        if (read > most) controller.error(new AnswerTooLarge(`the answer has more than ${most} bytes`))
        else controller.enqueue(chunk)
      },
    })
    const { status, statusText } = answer
    const headers = [...answer.headers.entries()]
    return new Response(answer.body.pipeThrough(counted), { status, statusText, headers })
  }
}
