/** One event, its data as the server sent it. */
export type StreamedEvent = { event: string; data: unknown }

/** The events of a `text/event-stream` answer, as they come. */
export async function* readStream(response: Response): AsyncGenerator<StreamedEvent> {
  if (response.body === null) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parseEvent(block)
      if (event !== null) yield event
    }
  }
}

function parseEvent(block: string): StreamedEvent | null {
  const lines = block.split('\n')
  const partOf = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2))
  const data = partOf('data').join('\n')
  return data === '' ? null : { event: partOf('event')[0] ?? 'message', data: JSON.parse(data) }
}
