import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { type ReadMail, readMail } from './mail-reader.ts'

export type ReceivedMail = ReadMail & { from: string; to: string[]; raw: string }

/** A real SMTP server on loopback that refuses whom it is told to refuse. */
export async function startMailServer(port = 0) {
  const received: ReceivedMail[] = []
  const refusals = new Map<string, number>()
  const silentTo = new Set<string>()
  let refuseMessages: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      if (silentTo.has(address)) return
      const code = refusals.get(address)
      done(code === undefined ? null : Object.assign(new Error(`no ${address} here`), { responseCode: code }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refuseMessages !== null) {
          done(Object.assign(new Error('not now'), { responseCode: refuseMessages }))
          return
        }
        const raw = Buffer.concat(chunks).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        received.push({ ...readMail(raw), raw, from, to: rcptTo.map(({ address }) => address) })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const listening = (server.server.address() as AddressInfo).port
  return {
    url: `smtp://127.0.0.1:${listening}`,
    port: listening,
    received,
    refuse: (address: string, code: number) => refusals.set(address, code),
    /** From now on whoever names this recipient gets no answer. */
    hangOn: (address: string) => void silentTo.add(address),
    accept: () => {
      refusals.clear()
      refuseMessages = null
    },
    refuseMessages: (code: number) => {
      refuseMessages = code
    },
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>
