import { Agent, type IncomingMessage, request } from 'node:http'

/** As many connections as there are requests at once; they stay open, as a browser's do. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const PATIENCE_MS = 30_000

export type Known = { token: string } | { cookie: string }
export type Reply = { status: number; text: string; headers: IncomingMessage['headers']; bytes: number }

/** One HTTP request, with as little of its own around it as possible. Rejects after 30 seconds. */
export function ask(url: string, path: string, known: Known | null, body?: unknown): Promise<Reply> {
  const json = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    ...(json === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
    ...(known === null ? {} : 'token' in known ? { authorization: `Bearer ${known.token}` } : { cookie: known.cookie }),
  }
  return exchange(`${url}${path}`, headers, json)
}

/** The same, throwing where the answer is not a success. */
export async function succeed(url: string, path: string, known: Known | null, body?: unknown): Promise<Reply> {
  const reply = await ask(url, path, known, body)
  if (reply.status >= 300) throw new Error(`${path} was answered with ${reply.status} ${reply.text}`)
  return reply
}

/** Milliseconds that a successful request took. */
export async function timed(url: string, path: string, known: Known | null, body?: unknown): Promise<number> {
  const from = performance.now()
  await succeed(url, path, known, body)
  return performance.now() - from
}

/** As a browser asks for a page: ready for compressed bytes, which are counted as they come. */
export function askAsBrowser(url: string, path: string): Promise<Reply> {
  return exchange(`${url}${path}`, { 'accept-encoding': 'gzip, deflate, br' }, undefined)
}

function exchange(url: string, headers: Record<string, string | number>, json: string | undefined): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const method = json === undefined ? 'GET' : 'POST'
    const asked = request(url, { agent, method, headers, timeout: PATIENCE_MS }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const whole = Buffer.concat(chunks)
        const { statusCode: status = 0, headers } = response
        resolve({ status, text: whole.toString('utf8'), headers, bytes: whole.length })
      })
    })
    asked.on('timeout', () => asked.destroy(new Error(`no answer from ${url}`)))
    asked.on('error', reject)
    asked.end(json)
  })
}
