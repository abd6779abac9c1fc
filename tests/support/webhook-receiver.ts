import { createServer } from 'node:http'
import type { WebhookPayload } from '@baton/protocol'

export type Received = { headers: Record<string, string | string[] | undefined>; body: string; payload: WebhookPayload }

/** A real receiver on a loopback port (any free one unless it is given) that keeps whatever it is sent and answers 204. */
export async function startReceiver({ port = 0 }: { port?: number } = {}) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      received.push({ headers: request.headers, body, payload: JSON.parse(body) })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  const open = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${open}/hook`,
    received,
    about: (conversationId: string, type: string) =>
      received.filter(({ payload }) => payload.data.conversation.id === conversationId && payload.type === type),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
