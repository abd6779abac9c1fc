import { describe, expect, test } from 'vitest'
import { passage, turnOf } from '../../../../tests/support/model-turns.ts'
import type { Turn } from './bot-port.ts'
import { createBuiltInAnswerer } from './built-in-answerer.ts'
import { chooseAnswerer } from './choose-answerer.ts'
import { contactWish } from './contact-wish.ts'
import { failureWords } from './failure-words.ts'
import { phrases } from './phrases.ts'
import { LEAD_LEFT } from './turn-history.ts'
import { writeReply } from './write-reply.ts'

const english = phrases.en
const builtIn = createBuiltInAnswerer({ pause: async () => {} })
/** Collect a Lead alone; no human can be had. */
const lead = { powerUps: ['collect_a_lead'], humanState: 'unavailable' } as const
const both = { powerUps: ['talk_to_a_human', 'collect_a_lead'] }
const reply = (said: Parameters<typeof turnOf>[0], different: Partial<Turn>) =>
  writeReply(builtIn, turnOf(said, different), () => {})

describe('where no human can be had, the form for a lead is the way', () => {
  test('when nothing answers', async () => {
    const { text, offer } = await reply('Where is my parcel?', lead)
    expect(text).toBe(`${english.notKnown} ${english.leaveDetails}`)
    expect(offer).toEqual({ powerUp: 'collect_a_lead', reason: 'other' })
  })

  test('when the customer asks for a human, which is told honestly, in any language', async () => {
    const { text, offer } = await reply('Ich möchte mit einem Menschen sprechen.', lead)
    expect(text).toBe(`${phrases.de.cannotBring} ${phrases.de.leaveDetails}`)
    expect(offer).toEqual({ powerUp: 'collect_a_lead', reason: 'asked_for_contact' })
  })

  test('when the customer is fed up, says one of the team’s words, or says yes to the form', async () => {
    expect((await reply('This bot is useless', lead)).offer?.powerUp).toBe('collect_a_lead')
    expect((await reply('A chargeback!', { ...lead, keywords: ['chargeback'] })).offer?.powerUp).toBe('collect_a_lead')
    const history = [{ seq: 2, by: 'bot' as const, text: `${english.notKnown} ${english.leaveDetails}` }]
    const yes = await reply('Yes please', { ...lead, history })
    expect({ text: yes.text, offer: yes.offer?.powerUp }).toEqual({
      text: `${english.ofCourse} ${english.leaveDetails}`,
      offer: 'collect_a_lead',
    })
  })

  test('when a model fails or its day is used up', async () => {
    expect(failureWords(turnOf('Hi', lead)).offer).toEqual({ powerUp: 'collect_a_lead', reason: 'other' })
    const capped = chooseAnswerer({
      builtIn,
      byModel: () => builtIn.answer(turnOf('')) as never,
      modelOf: async () => ({
        ...{ model: { provider: 'openai', name: 'x' }, apiKey: null, tokenCap: 1, costCap: null },
      }),
      usedToday: async () => ({ tokens: 1, cost: 0 }),
    })
    const { text, offer } = await writeReply(capped, turnOf('How much is it?', lead), () => {})
    expect(text).toMatch(/today\. Leave your contact details below/)
    expect(offer).toEqual({ powerUp: 'collect_a_lead', reason: 'other' })
  })

  test('and not for what knowledge answers, not once it was left, and not where it is off', async () => {
    const search = async () => [passage('Hours', 'The shop is open from nine to five.')]
    expect((await reply('When is the shop open?', { ...lead, search })).offer).toBeNull()
    const history = [{ seq: 2, by: 'system' as const, text: LEAD_LEFT }]
    expect((await reply('Where is my parcel?', { ...lead, history })).offer).toBeNull()
    const off = { powerUps: [], humanState: 'unavailable' } as const
    expect((await reply('Where is my parcel?', off)).text).toBe(english.notKnown)
  })
})

describe('where a human can be had too', () => {
  test('the human goes before it, for what nothing answers and for who asks for one', async () => {
    expect((await reply('Where is my parcel?', both)).offer?.powerUp).toBe('talk_to_a_human')
    expect((await reply('I want to talk to a human', both)).offer?.powerUp).toBe('talk_to_a_human')
  })

  test('the form is for who wants to be contacted, or to buy', async () => {
    const bought = await reply('I would like to buy twenty lamps.', both)
    expect({ text: bought.text, offer: bought.offer }).toEqual({
      text: english.leaveDetails,
      offer: { powerUp: 'collect_a_lead', reason: 'interested' },
    })
    expect((await reply('Please call me back tomorrow', both)).offer).toEqual({
      ...{ powerUp: 'collect_a_lead', reason: 'asked_for_contact' },
    })
  })

  test('who waits for one is not asked for details', async () => {
    const { offer } = await reply('I would like to buy twenty lamps.', { ...both, humanState: 'waiting' })
    expect(offer).toBeNull()
  })
})

describe('a message', () => {
  test.each([
    ['asked_for_contact', 'Can you call me?'],
    ['asked_for_contact', 'Bitte rufen Sie mich an.'],
    ['asked_for_contact', 'Rappelez-moi demain.'],
    ['asked_for_contact', 'Llámenme mañana, por favor.'],
    ['asked_for_contact', 'Свяжитесь со мной, пожалуйста.'],
    ['asked_for_contact', '请联系我。'],
    ['asked_for_contact', '연락 주세요.'],
    ['interested', 'I am interested in your enterprise plan.'],
    ['interested', 'Could I get a quote for 50 seats?'],
    ['interested', 'Ich möchte zehn Lampen kaufen.'],
    ['interested', 'Je voudrais un devis.'],
    ['interested', 'Vorrei acquistare dieci lampade.'],
    ['interested', 'Chciałbym zamówić dziesięć lamp.'],
    ['interested', 'Хочу купить десять ламп.'],
    ['interested', '見積もりをお願いします。'],
  ])('is a wish (%s): %s', (reason, text) => expect(contactWish(text)).toBe(reason))

  test.each([
    'Where can I buy it?',
    'I do not want to buy anything.',
    'Please do not call me.',
    'Call me Dana.',
    'What do you do with my contact details?',
    'How do I contact support?',
    'Can I order online?',
    'Wie kann ich bestellen?',
    'My colleague told me about it.',
  ])('is none: %s', (text) => expect(contactWish(text)).toBeNull())
})
