import { Webhook } from 'standardwebhooks'
import type { Sending } from '../store/webhook-sending.ts'

/** The headers of one attempt, signed afresh; for a time after a rotation by the old secret as well. */
export function headersFor(sending: Sending, at: number, open: (sealed: string) => string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Baton-Webhooks/1',
    'webhook-id': sending.messageId,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures(sending, at, open),
  }
}

function signatures(sending: Sending, at: number, open: (sealed: string) => string): string {
  const secrets = [sending.secretSealed]
  const { previousSecretSealed, previousSecretUntil } = sending
  if (previousSecretSealed !== null && previousSecretUntil !== null && at < previousSecretUntil) {
    secrets.push(previousSecretSealed)
  }
  const sign = (sealed: string) => new Webhook(open(sealed)).sign(sending.messageId, new Date(at), sending.body)
  return secrets.map(sign).join(' ')
}

/** For the log: enough of a signature to compare it, too little to send it again. */
export function headersForLog(headers: Record<string, string>): Record<string, string> {
  const signature = headers['webhook-signature'] ?? ''
  const shortened = signature.split(' ').map((one) => `${one.slice(0, 11)}…`)
  return { ...headers, 'webhook-signature': shortened.join(' ') }
}
