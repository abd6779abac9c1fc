import { expect, test } from 'vitest'
import { readStream, type StreamedEvent } from './read-stream.ts'

test('events are read however they are cut', async () => {
  const text =
    'event: text\ndata: {"offset":0,"text":"Grüß"}\n\nevent: text\ndata: {"offset":4,"text":" Gott"}\n\nevent: answer\ndata: {"text":"Grüß Gott"}\n\n'
  const bytes = new TextEncoder().encode(text)
  for (const size of [1, 7, bytes.length]) {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
        controller.close()
      },
    })
    const events: StreamedEvent[] = []
    for await (const event of readStream(new Response(body))) events.push(event)
    expect(events).toEqual([
      { event: 'text', data: { offset: 0, text: 'Grüß' } },
      { event: 'text', data: { offset: 4, text: ' Gott' } },
      { event: 'answer', data: { text: 'Grüß Gott' } },
    ])
  }
})
