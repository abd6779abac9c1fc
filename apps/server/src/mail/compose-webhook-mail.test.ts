import { describe, expect, test } from 'vitest'
import type { LastTroubleMail } from '../store/webhook-attempts.ts'
import type { TroubledWebhook } from '../store/webhook-trouble.ts'
import { troubleMail } from '../webhooks/trouble-mail.ts'
import { composeWebhookMail } from './compose-webhook-mail.ts'
import { MailJob } from './mail-job.ts'
import { speechOf } from './speech.ts'

const at = Date.UTC(2026, 10, 22, 10)
const webhook = (different: Partial<TroubledWebhook> = {}): TroubledWebhook => ({
  ...{ id: 'hook', botId: 'bot_robo', botName: 'Robo', type: 'conversation.claimed', url: 'https://crm.example/in' },
  ...{ enabled: true, disabledReason: null, disabledAt: null, failures: 10, failingSince: at, lastError: null },
  ...{ failed: 1, firstFailedAt: at, held: 0 },
  ...different,
})
const off = { enabled: false, disabledAt: at, failed: 0, held: 3 }
const base = 'https://baton.example'
const english = speechOf(['en'])

describe('the mail about webhooks in trouble', () => {
  test.each(['gone', 'failing', 'exhausted'] as const)(
    'WH17: the job of a webhook that is %s is one that mail knows',
    (trouble) => {
      const job = troubleMail({ id: 'job', webhookId: 'hook', teamId: 'team_ada', trouble, at, last: null })
      const known = { about: 'webhook_trouble', webhookId: 'hook', trouble }
      expect(MailJob.parse(JSON.parse(job?.payload ?? ''))).toMatchObject(known)
    },
  )

  test('WH17: one mail each time that a webhook is switched off', () => {
    const key = (webhookId: string) =>
      troubleMail({ id: 'job', webhookId, teamId: 'team_ada', trouble: 'gone', at, last: null })?.key
    expect(key('a')).not.toBe(key('b'))
  })

  test('WH17: what is given up is told by the mail that waits, else by the next, a day after the one before', () => {
    const next = (last: LastTroubleMail | null) =>
      troubleMail({ id: 'job', webhookId: 'hook', teamId: 'team_ada', trouble: 'exhausted', at, last })
    expect(next(null)).toMatchObject({ due_at: at + 5 * 60_000 })
    expect(next({ id: 'one', dueAt: at, waits: true })).toBeNull()
    const after = next({ id: 'one', dueAt: at - 3_600_000, waits: false })
    expect(after).toMatchObject({ due_at: at + 23 * 3_600_000, key: 'mail:webhooks:team_ada:exhausted:one' })
    expect(next({ id: 'old', dueAt: 1, waits: false })).toMatchObject({ due_at: at + 5 * 60_000 })
  })

  test.each([
    [{ ...off, disabledReason: 'gone' as const }, 'A webhook of Robo was switched off', '410 (gone)'],
    [{ ...off, disabledReason: 'failing' as const }, 'A webhook of Robo was switched off', 'Every attempt has failed'],
    [{}, 'Deliveries of a webhook of Robo did not arrive', '1 delivery was given up since 22 Nov 2026, 10:00 UTC.'],
    [{ failed: 4 }, 'Deliveries of a webhook of Robo did not arrive', '4 deliveries were given up since'],
    [{ failed: 0, failures: 4 }, 'Deliveries of a webhook of Robo did not arrive', 'The last 4 attempts failed.'],
  ])('says what happened and what to do: %j', (different, subject, words) => {
    const mail = composeWebhookMail([webhook(different)], base, english)
    expect(mail.subject).toBe(subject)
    for (const text of [mail.text, mail.html]) {
      expect(text).toContain(words)
      expect(text).toContain('https://baton.example/bots/bot_robo/webhooks/hook')
    }
    if ('held' in different) expect(mail.text).toContain('Kept so far: 3.')
  })

  test('escapes what others wrote, and names ten of many', () => {
    const many = Array.from({ length: 12 }, (_, index) => webhook({ id: `hook${index}`, botName: '<b>Robo</b>' }))
    const mail = composeWebhookMail(many, base, english)
    expect(mail.subject).toBe('12 webhooks need attention')
    expect(mail.html).not.toContain('<b>')
    expect(mail.text).toContain('And 2 more.')
    expect(mail.text.match(/webhooks\/hook/g)).toHaveLength(10)
  })
})

describe('sentences', () => {
  test.each(['ja', 'zh'])('stand without a space between them in %s, whose full stop brings its own', (language) => {
    const { text } = composeWebhookMail([webhook({ ...off, disabledReason: 'gone' })], base, speechOf([language]))
    expect(text).toMatch(/。\S+。/)
    expect(text).not.toMatch(/。 /)
  })
})
