import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guardedConnector, type Resolve } from '../../apps/server/src/guard/guarded-connector.ts'
import { post } from '../../apps/server/src/webhooks/post.ts'
import { type Receiver, startReceiver } from './webhook-receiver.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-tls-'))
const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]

/** A certificate for receiver.test that nobody vouches for; false where this machine cannot make one. */
function makeCertificate(): boolean {
  const subject = ['-subj', '/CN=receiver.test', '-addext', 'subjectAltName=DNS:receiver.test']
  const files = ['-keyout', keyFile, '-out', certificateFile]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  try {
    execFileSync('openssl', ['req', '-x509', ...kind, ...subject, ...files], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const here: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]
const send = (url: string) => {
  const connect = guardedConnector({ allowPrivate: true, allowList: [], timeoutMs: 2_000, resolve: here })
  return post(
    new URL(url),
    { headers: {}, body: '{}', signal: new AbortController().signal },
    { connect, totalMs: 5_000 },
  )
}

describe.skipIf(!makeCertificate())('webhooks over https', () => {
  let server: Server
  let plain: Receiver
  let port = 0
  const heard: (string | false | null)[] = []
  const trusted = tls.getCACertificates('default')

  beforeAll(async () => {
    server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) }, (request, response) => {
      heard.push('servername' in request.socket ? String(request.socket.servername) : null)
      response.writeHead(204).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
    plain = await startReceiver()
  })
  afterAll(async () => {
    tls.setDefaultCACertificates(trusted)
    server.close()
    await plain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('WH9: a certificate that nobody vouches for is a failure, and nothing is sent', async () => {
    const answer = await send(`https://receiver.test:${port}/`)
    expect(answer).toMatchObject({ status: null, error: 'The receiver’s certificate is not trusted.' })
    expect(heard).toEqual([])
  })

  test('a trusted one is asked for by its name, and only under that name', async () => {
    tls.setDefaultCACertificates([...trusted, readFileSync(certificateFile, 'utf8')])
    expect(await send(`https://receiver.test:${port}/`)).toMatchObject({ status: 204, error: null })
    expect(heard).toEqual(['receiver.test'])
    const other = await send(`https://another.test:${port}/`)
    expect(other).toMatchObject({ status: null, error: 'The receiver’s certificate is not trusted.' })
    expect(heard).toHaveLength(1)
  })

  test('WH9: a receiver that speaks plain http at an https URL is a failure', async () => {
    const answer = await send(`https://receiver.test:${plain.port}/`)
    expect(answer).toMatchObject({ status: null, error: 'No secure connection came about.' })
    expect(plain.heard).toEqual([])
  })
})
