import { Webhook } from 'standardwebhooks'
import { describe, expect, test, vi } from 'vitest'
import type { Sending } from '../store/webhook-sending.ts'
import { headersFor } from './sign.ts'

// The vector that the specification's own libraries are tested with.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const seconds = 1614265330
const body = '{"test": 2432232314}'
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

const sending = (different: Partial<Sending> = {}) =>
  ({
    ...{ messageId: id, body, secretSealed: secret, previousSecretSealed: null, previousSecretUntil: null },
    ...different,
  }) as Sending
const open = (sealed: string) => sealed

describe('signatures', () => {
  test('WH1, WH2: are those of the specification’s test vector', () => {
    expect(headersFor(sending(), seconds * 1000 + 999, open)).toMatchObject({
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signature,
    })
  })

  test('WH24: after a rotation both are there, the library accepts each, and a foreign secret neither', () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const at = seconds * 1000
    const rotated = sending({ secretSealed: other, previousSecretSealed: secret, previousSecretUntil: at + 1 })
    const headers = headersFor(rotated, at, open)
    expect(headers['webhook-signature']?.split(' ')).toContain(signature)
    vi.useFakeTimers({ now: at, toFake: ['Date'] })
    try {
      for (const one of [secret, other]) expect(new Webhook(one).verify(body, headers)).toEqual(JSON.parse(body))
      const foreign = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
      expect(() => new Webhook(foreign).verify(body, headers)).toThrow('No matching signature')
      expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature')
      vi.setSystemTime(at + 301_000)
      expect(() => new Webhook(secret).verify(body, headers)).toThrow('too old')
    } finally {
      vi.useRealTimers()
    }
    expect(headersFor(rotated, at + 1, open)['webhook-signature']).not.toContain(signature)
  })
})
