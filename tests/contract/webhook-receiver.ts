import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** How the receiver treats one request. */
export type Manner =
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'hang' }
  | { kind: 'slow_answer'; status: number; afterMs: number }
  | { kind: 'reset' }
  /** A status at once, and then a byte now and then. */
  | { kind: 'slow_body'; status: number }
  /** A status, and a body without end until the other side hangs up. */
  | { kind: 'huge_body'; status: number }
  | { kind: 'not_http' }

export type Heard = { method: string; url: string; headers: IncomingHttpHeaders; body: string; at: number }

export const answer = (status: number, headers: Record<string, string> = {}, body = ''): Manner => ({
  kind: 'answer',
  status,
  headers,
  body,
})

/** A real receiver on loopback that misbehaves as told, the last manner for ever. */
export async function startReceiver(...manners: Manner[]) {
  const heard: Heard[] = []
  const sockets = new Set<Socket>()
  let queue = manners.length > 0 ? manners : [answer(200)]
  let bytesSent = 0
  let onHeard = () => {}
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      heard.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8'), at: Date.now() })
      onHeard()
      const manner = queue.length > 1 ? queue.shift() : queue[0]
      if (manner !== undefined) behave(manner, response, (bytes) => (bytesSent += bytes))
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook?from=baton`,
    port,
    heard,
    bytesSent: () => bytesSent,
    openSockets: () => sockets.size,
    behave: (...next: Manner[]) => {
      queue = next
    },
    /** Called for each request that came in whole, before it is answered. */
    onHeard: (listener: () => void) => {
      onHeard = listener
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>

function behave(manner: Manner, response: ServerResponse, sent: (bytes: number) => void) {
  switch (manner.kind) {
    case 'answer':
      response.writeHead(manner.status, manner.headers).end(manner.body)
      return
    case 'hang':
      return
    case 'slow_answer':
      setTimeout(() => response.writeHead(manner.status).end(), manner.afterMs)
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'not_http':
      response.socket?.end('220 mail.example ESMTP\r\n')
      return
    case 'slow_body':
      response.writeHead(manner.status)
      dribble(response)
      return
    case 'huge_body':
      response.writeHead(manner.status)
      pour(response, sent)
  }
}

function dribble(response: ServerResponse) {
  const timer = setInterval(() => response.write('.'), 50)
  response.on('close', () => clearInterval(timer))
}

function pour(response: ServerResponse, sent: (bytes: number) => void) {
  const piece = Buffer.alloc(16 * 1024, 'x')
  const more = () => {
    while (!response.destroyed) {
      sent(piece.length)
      if (!response.write(piece)) return
    }
  }
  response.on('drain', more)
  response.on('error', () => {})
  more()
}
