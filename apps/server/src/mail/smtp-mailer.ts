import { createTransport, type NodemailerError } from 'nodemailer'
import type { Mail, Mailer, Sent } from './mail.ts'
import { messageOf, type Sender } from './message.ts'

const CONNECT_MS = 10_000
const SILENT_MS = 30_000

/** Sends mails by the SMTP server of this URL (`smtp://` or `smtps://`), each on a connection of its own. */
export function createSmtpMailer(smtpUrl: string, sender: Sender): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
  })
  return {
    send: async (mail, signal) => {
      try {
        const info = await transport.sendMail({ ...messageOf(mail, sender), signal })
        return sortOut(mail, info.rejectedErrors ?? [], 'accepted')
      } catch (error) {
        // When every recipient was refused, the send rejects with one error for each of them.
        const refusals = refusalsIn(error)
        if (refusals.length === 0) throw error
        return sortOut(mail, refusals, 'later')
      }
    },
  }
}

/** What became of each recipient; those nobody complained of count as `others`. A refusal with 5xx is for good (RFC 5321, 4.2.1). */
function sortOut(mail: Mail, refusals: readonly NodemailerError[], others: 'accepted' | 'later'): Sent {
  const sent: Sent = { accepted: [], refused: [], later: [] }
  for (const { address } of mail.to) {
    const refusal = refusals.find(({ recipient }) => recipient?.toLowerCase() === address.toLowerCase())
    if (refusal === undefined) sent[others].push(address)
    else sent[refusal.permanent === true ? 'refused' : 'later'].push(address)
  }
  return sent
}

function refusalsIn(error: unknown): NodemailerError[] {
  if (!(error instanceof Error) || !('rejectedErrors' in error)) return []
  return Array.isArray(error.rejectedErrors) ? error.rejectedErrors : []
}
