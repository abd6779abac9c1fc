import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ben, claims, escalates, minute, requeues, starts, withdraws } from '../support/cast.ts'
import { header } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

describe.each(['sqlite', 'postgres'] as const)('reminders of a customer whom nobody claims on %s', (kind) => {
  let smtp: MailServer
  let scene: MailScene

  beforeEach(async () => {
    smtp = await startMailServer()
    scene = await mailScene(kind, smtp.url, { reminders: true })
  })
  afterEach(async () => {
    await scene.end()
    await smtp.stop()
  })

  const subjects = () => smtp.received.map((mail) => header(mail, 'Subject').replace(/ – .*/, ''))
  const settled = () => vi.waitFor(async () => expect((await due()).length).toBe(0), { timeout: 10_000 })
  const due = async () => (await scene.jobs()).filter((job) => job.done_at === null && job.due_at <= scene.clock.now)

  test('MA1: the team is reminded after the bot’s time and after four times that, in the thread of the escalation', async () => {
    const waiting = await scene.commit([starts(), escalates()])
    scene.start()
    await vi.waitFor(() => expect(subjects()).toHaveLength(1))
    scene.clock.now += 14 * minute
    await settled()
    expect(subjects()).toHaveLength(1)
    scene.clock.now += 2 * minute
    await vi.waitFor(() => expect(subjects().at(1)).toMatch(/ is still waiting for a human$/))
    scene.clock.now += 45 * minute
    await vi.waitFor(() => expect(subjects()).toHaveLength(3))
    expect((await scene.jobs()).every((job) => job.done_at !== null)).toBe(true)
    expect(new Set(smtp.received.map((mail) => header(mail, 'In-Reply-To')))).toEqual(
      new Set([`<conversation.${waiting.id}@team.example>`]),
    )
    expect(new Set(smtp.received.map((mail) => header(mail, 'Message-ID'))).size).toBe(3)
  })

  test.each([
    ['somebody has claimed', [claims(ben)]],
    ['the customer went back to the bot', [withdraws()]],
  ])('MA2: when %s nobody is reminded', async (_name, acts) => {
    const waiting = await scene.commit([starts(), escalates()])
    await scene.commit(acts, waiting)
    scene.start()
    scene.clock.now += 90 * minute
    await settled()
    expect(subjects()).toHaveLength(1)
  })

  test('MA3: after a requeue only the newer wait is reminded of', async () => {
    const active = await scene.commit([starts(), escalates(), claims(ben)])
    await scene.commit([requeues(ben)], active)
    scene.start()
    await settled()
    const before = subjects().length
    scene.clock.now += 20 * minute
    await settled()
    expect(subjects().slice(before)).toEqual([expect.stringMatching(/ is still waiting for a human$/)])
  })
})
