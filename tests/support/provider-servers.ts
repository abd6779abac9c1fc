import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { anthropic } from './dialect-anthropic.ts'
import { google } from './dialect-google.ts'
import { openai } from './dialect-openai.ts'
import type { Body, Dialect, Said } from './provider-dialect.ts'

export const dialects = { openai, anthropic, google } as const
export type ServiceName = keyof typeof dialects

/** The key that each service knows. */
export const serviceKey = 'test-key-of-the-team'

/** A model service on a loopback port that speaks one provider's own protocol, and refuses what that provider would. */
export async function startService(name: ServiceName, answer: (told: string) => Said) {
  const dialect: Dialect = dialects[name]
  const heard: Body[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const url = incoming.url ?? ''
    const text = Buffer.concat(chunks).toString('utf8')
    if (!dialect.path.test(url)) return json(outgoing, 404, dialect.refusal(`No such path: ${url}`))
    if (dialect.key(incoming.headers) !== serviceKey) return json(outgoing, 401, dialect.refusal('Invalid key'))
    const body: Body = JSON.parse(text)
    const fault = dialect.fault(body, incoming.headers)
    if (fault !== null) return json(outgoing, 400, dialect.refusal(fault))
    heard.push(body)
    const said = answer(text)
    if (!dialect.streams(url, body)) return json(outgoing, 200, dialect.whole(said))
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const event of dialect.stream(said)) {
      outgoing.write(event)
      await pause(2)
    }
    outgoing.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    heard,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function json(outgoing: ServerResponse, status: number, body: object): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
