import type { Command, Conversation } from '@baton/core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  ben,
  chidi,
  claims,
  closes,
  dana,
  danasAddress,
  escalates,
  handsBack,
  minute,
  starts,
  takesOver,
  transfers,
  writes,
} from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { header } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

const held = [starts(), escalates(), claims(ben)]
/** For machines that have much else to do. */
const patience = { timeout: 10_000 }

describe.each(databaseKinds)('mails to a customer who is away on %s', (kind) => {
  let smtp: MailServer
  let scene: MailScene

  beforeEach(async () => {
    smtp = await startMailServer()
    scene = await mailScene(kind, smtp.url)
  })
  afterEach(async () => {
    await scene.end()
    await smtp.stop()
  })

  const mails = () => smtp.received.filter(({ to }) => to.some((address) => address.toLowerCase().startsWith('dana')))
  /** Lets everything that is planned fall due, and end. */
  async function passes(time = 3 * minute) {
    scene.clock.now += time
    scene.start()
    await vi.waitFor(async () => {
      const open = (await scene.jobs()).filter(({ done_at, failed_at }) => done_at === null && failed_at === null)
      expect(open).toEqual([])
    }, patience)
  }
  /** The only mail that Dana has had. */
  async function theMail() {
    await passes()
    const [mail] = mails()
    if (mail === undefined || mails().length > 1) throw new Error(`Dana had ${mails().length} mails`)
    return mail
  }
  const answers = (...texts: string[]) => texts.map((text) => writes(ben, text))
  const goesOn = async (before: Conversation, ...commands: Command[]) => scene.commit(commands, before)

  test('LC53: three answers in one absence are one mail, to the address that was left', async () => {
    await scene.commit([...held, ...answers('It is on its way.', 'It left this morning.', 'It comes tomorrow.')])
    const mail = await theMail()
    expect(mail.to).toEqual([danasAddress])
    expect(header(mail, 'To')).toBe(danasAddress)
    expect(header(mail, 'Subject')).toBe('Ben answered you – Robo')
    for (const part of [mail.text, mail.html]) {
      const at = ['It is on its way.', 'It left this morning.', 'It comes tomorrow.'].map((text) => part.indexOf(text))
      expect(at).toEqual([...at].sort((one, other) => one - other))
      expect(at.every((position) => position > 0)).toBe(true)
      expect(part).toContain('Ben')
      expect(part).toContain('22 Nov 2026, 10:04 UTC')
      expect(part).toContain('https://baton.example/b/bot_robo')
      expect(part).toContain('in the browser in which you began it')
      expect(part).toContain('Answers to this mail are not read; use the link.')
    }
  })

  test('LC53: further answers in the same absence bring no further mail', async () => {
    const first = await scene.commit([...held, ...answers('First')])
    await passes()
    expect(mails()).toHaveLength(1)
    const second = await goesOn(first, ...answers('Second'))
    await passes()
    await goesOn(second, ...answers('Third', 'Fourth'))
    await passes()
    expect(mails()).toHaveLength(1)
  })

  test('LC53: an answer is given two minutes to be read in the chat', async () => {
    await scene.commit([...held, ...answers('Hello Dana')])
    const [job] = (await scene.jobs()).filter(({ payload }) => JSON.parse(payload).about === 'answer')
    expect(job?.due_at).toBe(scene.clock.now + 2 * minute)
    scene.clock.now += 2 * minute - 1
    scene.start()
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.done_at).not.toBeNull(), patience)
    expect(mails()).toEqual([])
    await passes(1)
    expect(mails()).toHaveLength(1)
  })

  test('LC53: what was read in the chat meanwhile is not mailed', async () => {
    const read = await scene.commit([...held, ...answers('Hello Dana', 'How can I help?')])
    await scene.reads(read)
    await passes()
    expect(mails()).toEqual([])
  })

  test('LC53: whoever has written since was there', async () => {
    await scene.commit([...held, ...answers('Hello Dana'), writes(dana, 'Thank you!')])
    await passes()
    expect(mails()).toEqual([])
  })

  test('LC53: who reads along is not mailed about the answer that comes just before the first one’s time is over', async () => {
    const read = await scene.commit([...held, ...answers('Hello Dana')])
    await scene.reads(read)
    const more = await goesOn(read, ...answers('One more thing'))
    scene.clock.now += minute
    scene.start()
    const done = async () => (await scene.jobs()).filter(({ done_at }) => done_at !== null)
    await vi.waitFor(async () => expect(await done()).toHaveLength(2), patience)
    expect(mails()).toEqual([])
    await scene.reads(more)
    await passes()
    expect(mails()).toEqual([])
  })

  test.each<[string, (scene: MailScene, conversation: Conversation) => Promise<Conversation>]>([
    [
      'read',
      async ({ reads }, conversation) => {
        await reads(conversation)
        return conversation
      },
    ],
    ['wrote', ({ commit }, conversation) => commit([writes(dana, 'Thank you!')], conversation)],
  ])('LC53: a customer who came back, %s and left again is mailed again, what is new', async (_, comesBack) => {
    const first = await scene.commit([...held, ...answers('Said in the first absence')])
    await passes()
    const back = await comesBack(scene, first)
    await goesOn(back, ...answers('Said in the second absence', 'And more'))
    await passes()
    expect(mails()).toHaveLength(2)
    expect(mails()[1]?.text).toContain('Said in the second absence')
    expect(mails()[1]?.text).not.toContain('Said in the first absence')
    await passes(24 * 60 * minute)
    expect(mails()).toHaveLength(2)
  })

  test('LC53: an absence outlasts what the outbox remembers of it', async () => {
    const first = await scene.commit([...held, ...answers('First')])
    await passes()
    await scene.database.db.deleteFrom('outbox').execute()
    await goesOn(first, ...answers('Second'))
    await passes()
    expect(mails()).toHaveLength(1)
  })

  test('LC53: without an address nobody is mailed, and nothing is planned', async () => {
    await scene.commit([starts(), takesOver(ben), ...answers('Hello Dana')])
    await scene.commit([starts(), escalates({ email: null }), claims(ben), ...answers('Hello')], null, {
      emailRequired: false,
    })
    await passes()
    expect(mails()).toEqual([])
    expect((await scene.jobs()).map(({ payload }) => JSON.parse(payload).about)).toEqual(['escalated'])
  })

  test('LC53: of a conversation that was closed meanwhile nothing is mailed, nor of a bot that is being deleted', async () => {
    await scene.commit([...held, ...answers('Hello Dana'), closes()])
    await passes()
    await scene.commit([...held, ...answers('Hello Dana')])
    await scene.database.db.updateTable('bots').set({ deleted_at: scene.clock.now }).execute()
    await passes()
    expect(mails()).toEqual([])
  })

  test('an answer is mailed also when the agent has handed back meanwhile', async () => {
    await scene.commit([...held, ...answers('It comes tomorrow.'), handsBack(ben)])
    expect((await theMail()).text).toContain('It comes tomorrow.')
  })

  describe('that could not be handed over', () => {
    /** Dana is away, and her mail server puts the mail off. */
    async function isPutOff() {
      smtp.refuse(danasAddress, 451)
      const away = await scene.commit([...held, ...answers('Hello Dana')])
      scene.clock.now += 2 * minute
      scene.start()
      await hasTried(1)
      return away
    }
    /** Until the clock moves nothing is tried again. */
    const hasTried = (attempts: number) =>
      vi.waitFor(async () => {
        const [open] = (await scene.jobs()).filter(({ done_at }) => done_at === null)
        const last_error = 'The mail server put off 1 recipients.'
        expect(open).toMatchObject({ attempts, last_error, lease_token: null })
      }, patience)

    test('LC53: are tried again, and say what was answered meanwhile', async () => {
      await goesOn(await isPutOff(), ...answers('Are you there?'))
      await hasTried(2)
      smtp.accept()
      await passes(60 * minute)
      expect(mails()).toHaveLength(1)
      expect(mails()[0]?.text).toContain('Are you there?')
    })

    test('LC53: are not sent any more once the customer is back', async () => {
      await scene.reads(await isPutOff())
      smtp.accept()
      await passes(60 * minute)
      expect(mails()).toEqual([])
    })
  })

  test('MA10: a server that died right after the mail was taken sends it again under the same Message-ID, and counts it once', async () => {
    await scene.commit([...held, ...answers('Hello Dana')])
    await passes()
    await scene.database.db.updateTable('outbox').set({ done_at: null }).where('lane', 'like', 'answers:%').execute()
    await passes()
    const [first, second] = mails().map((mail) => header(mail, 'Message-ID'))
    expect(second).toBe(first)
    expect((await scene.jobs()).filter(({ lane }) => lane?.startsWith('answers:'))).toHaveLength(1)
  })

  describe('the day of one address', () => {
    const away = (email: string) => scene.commit([starts(), escalates({ email }), claims(ben), ...answers('Hello')])

    test('LC53: has five mails, of whatever conversations, also when all fall due together', async () => {
      const addresses = ['dana@example.com', 'Dana@Example.com', 'dana+shop@example.com', 'DANA+1@example.com']
      for (let number = 0; number < 9; number += 1) await away(addresses[number % 4] ?? '')
      await passes()
      expect(mails()).toHaveLength(5)
      expect(scene.warnings).toHaveLength(4)
      expect(scene.warnings.join()).not.toContain('@')
    })

    test('LC53: is the last 24 hours, and nobody else’s', async () => {
      for (let number = 0; number < 6; number += 1) await away(danasAddress)
      await passes()
      expect(mails()).toHaveLength(5)
      await away('dana.whitfield@example.com')
      await passes()
      expect(mails()).toHaveLength(6)
      await scene.database.db
        .updateTable('outbox')
        .set((eb) => ({ done_at: eb('done_at', '-', 24 * 60 * minute) }))
        .execute()
      await away(danasAddress)
      await passes()
      expect(mails()).toHaveLength(7)
    })

    test('LC53: does not count what was read in the chat', async () => {
      let conversation = await scene.commit(held)
      for (let number = 0; number < 8; number += 1) {
        conversation = await goesOn(conversation, ...answers('Hello'))
        await scene.reads(conversation)
      }
      await passes()
      expect(mails()).toEqual([])
      await goesOn(conversation, ...answers('Still there?'))
      await passes()
      expect(mails()).toHaveLength(1)
    })

    test('the database keeps no address for it', async () => {
      await away(danasAddress)
      await passes()
      expect(mails()).toHaveLength(1)
      expect(JSON.stringify(await scene.database.db.selectFrom('outbox').selectAll().execute())).not.toContain('@')
    })
  })

  test('two agents who answered are both named, and stand in the order in which they wrote', async () => {
    await scene.commit([...held, ...answers('I ask Chidi.'), transfers(ben, chidi), writes(chidi, 'Here I am.')])
    const mail = await theMail()
    expect(header(mail, 'Subject')).toBe('Ben and Chidi answered you – Robo')
    expect(mail.text.indexOf('I ask Chidi.')).toBeLessThan(mail.text.indexOf('Here I am.'))
  })
})
