import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { payloadOf, WebhookPayload, webhookTypes } from '@baton/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { samplePayload } from '../../apps/server/src/present/for-webhook.ts'
import { starts } from '../support/cast.ts'
import { scope, type WebhookScene, webhookScene } from './webhook-scene.ts'

const docs = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8')

/** The code blocks of a language on the page. */
const blocks = (language: string) =>
  [...docs.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code)

describe('the page on webhooks', () => {
  test('shows a valid body of every type', () => {
    const bodies = blocks('json').map((code) => {
      const body = WebhookPayload.parse(JSON.parse(code))
      return payloadOf(body.type).strict().parse(JSON.parse(code))
    })
    expect(new Set(bodies.map(({ type }) => type))).toEqual(new Set(webhookTypes))
  })

  test('has every type in its table, with the state that it leaves', () => {
    for (const type of webhookTypes) {
      const [, state] = new RegExp(`^\\| \`${type}\` \\| [^|]+ \\| \`(\\w+)\` \\|`, 'm').exec(docs) ?? []
      const sample = {
        messageId: '',
        type,
        bot: { id: '', name: '' },
        publicUrl: '',
        at: 0,
        includeCustomer: true,
        includeText: false,
      }
      expect(state, type).toBe(samplePayload(sample).data.conversation.state)
    }
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function hasPython(): boolean {
  try {
    return (
      execFileSync('python3', ['-c', 'import sys; print(sys.version_info >= (3, 9))'], { encoding: 'utf8' }).trim() ===
      'True'
    )
  } catch {
    return false
  }
}

const receivers = [
  { language: 'js', file: 'receiver.mjs', program: process.execPath, present: true },
  { language: 'python', file: 'receiver.py', program: 'python3', present: hasPython() },
]

describe.each(receivers)('the receiver in $language that the page shows', ({ language, file, program, present }) => {
  let folder: string
  let server: WebhookScene
  let child: ChildProcess | undefined

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'baton-receiver-'))
    server = await webhookScene('sqlite')
  })
  afterEach(async () => {
    child?.kill()
    await server.end()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The receiver of the page, running with a webhook's secret. */
  async function running() {
    const port = await freePort()
    const hook = await server.endpoint(`http://127.0.0.1:${port}/`)
    const code = blocks(language).find((block) => block.includes(file))
    if (code === undefined) throw new Error(`the page shows no ${file}`)
    writeFileSync(join(folder, file), code)
    const output: string[] = []
    const env = { PATH: process.env.PATH, WEBHOOK_SECRET: hook.secret, PORT: String(port) }
    child = spawn(program, [join(folder, file)], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout?.on('data', (chunk) => output.push(String(chunk)))
    child.stderr?.on('data', (chunk) => process.env.DEBUG && output.push(String(chunk)))
    await vi.waitFor(async () => expect((await forge(port, {})).status).toBe(401), 10_000)
    return { port, hook, output }
  }
  const forge = (port: number, headers: Record<string, string>, body = '{}') =>
    fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })

  test.skipIf(!present)('WH2: takes what we sign, once, and refuses what is forged, changed or old', async () => {
    const { port, hook, output } = await running()
    const { after } = await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).lastAttempt?.responseStatus).toBe(204))
    const url = `https://baton.example/conversations/${after.id}`
    await vi.waitFor(() => expect(output.join('')).toBe(`1 conversation.started ${url}\n`))
    const { id } = await server.delivery(hook.id)
    await server.manage.redeliver(scope, hook.id, id)
    await vi.waitFor(async () =>
      expect(await server.delivery(hook.id)).toMatchObject({ status: 'delivered', attempts: 2 }),
    )
    expect(output.join('').split('\n')).toHaveLength(2)

    const now = Math.floor(Date.now() / 1000)
    const { Webhook } = await import('standardwebhooks')
    const signed = (at: number, body: string) => ({
      ...{ 'webhook-id': 'msg_1', 'webhook-timestamp': String(at) },
      'webhook-signature': new Webhook(hook.secret).sign('msg_1', new Date(at * 1000), body),
    })
    const test = '{"test":true}'
    expect((await forge(port, signed(now, test), test)).status).toBe(204)
    expect((await forge(port, signed(now, test), '{"test":false}')).status).toBe(401)
    expect((await forge(port, signed(now - 301, test), test)).status).toBe(401)
    expect((await forge(port, signed(now + 310, test), test)).status).toBe(401)
    expect((await forge(port, { ...signed(now, test), 'webhook-id': 'msg_2' }, test)).status).toBe(401)
    const both = { ...signed(now, test), 'webhook-signature': `v1,AAAA ${signed(now, test)['webhook-signature']}` }
    expect((await forge(port, both, test)).status).toBe(204)
  })
})
