import { describe, expect, test } from 'vitest'
import { demoKnowledge } from '../knowledge/demo-knowledge.ts'
import { createKnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { ENOUGH } from './answer-from-knowledge.ts'
import { createBuiltInAnswerer } from './built-in-answerer.ts'

const index = createKnowledgeIndex({
  load: async () => demoKnowledge.map((article, at) => ({ id: `k${at}`, url: null, updatedAt: 1, ...article })),
  version: async () => '1',
})

async function ask(text: string) {
  let said = ''
  let offer: string | null = null
  const sources: string[] = []
  const parts = createBuiltInAnswerer({ pause: async () => {} }).answer({
    bot: { id: 'robo', name: 'Robo', instructions: '' },
    history: [],
    unanswered: [{ seq: 2, by: 'customer', text }],
    conversationId: 'c1',
    handoff: null,
    keywords: [],
    powerUpSettings: {},
    powerUps: ['talk_to_a_human'],
    humanState: 'available',
    search: (query, limit) => index.search('robo', query, limit),
    signal: new AbortController().signal,
  })
  for await (const part of parts) {
    if (part.kind === 'text') said += part.text
    if (part.kind === 'call') offer = part.reason
    if (part.kind === 'source') sources.push(part.title)
  }
  return { said, offer, sources }
}

const WHAT = 'What Baton is'
const STEPS = 'Human takeover, step by step'
const CLAIM = 'Who can claim a conversation'
const ROLES = 'Roles in a team'
const POWER_UP = 'Adding Talk to a Human'
const WAITING = 'While a customer waits for a person'
const WEBHOOKS = 'Webhooks'
const RUNNING = 'Installing and running Baton'
const COSTS = 'What Baton costs'

/** A question, the article that must answer it, and words that the answer must contain. */
const known: [question: string, title: string, says: string][] = [
  ['What is Baton?', WHAT, 'self-hosted chatbot platform'],
  ['What does Baton do?', WHAT, 'takes a live web conversation over'],
  ['Does it work with WhatsApp?', WHAT, 'not supported'],
  ['Can I use it on Slack or Discord?', WHAT, 'not supported'],
  ['How do I add knowledge to the bot?', WHAT, 'add an article'],
  ['How does the bot answer questions?', WHAT, 'invents nothing'],
  ['Do I need an API key for the bot?', WHAT, 'needs no API key'],
  ['What is human takeover?', STEPS, 'step into a live conversation'],
  ['How does human takeover work?', STEPS, '1. Escalation'],
  ['How do I enable human takeover?', STEPS, "bot's settings"],
  ['Does the bot still respond while an agent is chatting?', STEPS, 'does not respond at all'],
  ['How do I hand a conversation back to the bot?', STEPS, 'Click Hand back to bot'],
  ['what does escalated mean', STEPS, 'waits for a person'],
  ['Who can claim a conversation?', CLAIM, 'Owners, admins and responders'],
  ['Can two agents claim the same conversation?', CLAIM, 'exactly one wins'],
  ['Can a viewer claim?', CLAIM, 'cannot claim'],
  ['how do i claim', CLAIM, 'click Claim'],
  ['What happens when the agent closes the laptop?', CLAIM, 'back to the queue'],
  ['Can I transfer a chat to a colleague?', CLAIM, 'transfer it to another member'],
  ['Which roles are there?', ROLES, 'owner, admin, editor, responder and viewer'],
  ['How do I invite a colleague?', ROLES, 'Team page'],
  ['How do I add Talk to a Human?', POWER_UP, 'Power-ups tab'],
  ['What is the Talk to a Human power-up?', POWER_UP, 'lets customers ask for a person'],
  ['Is the email address required?', POWER_UP, 'optional'],
  ['Who gets the notification email?', POWER_UP, 'owners of the team'],
  ['What happens while the customer waits?', WAITING, 'place in the queue'],
  ['Can a customer stop waiting?', WAITING, 'go back to the bot'],
  ['What if nobody claims the conversation?', WAITING, 'stays in the queue'],
  ['Which webhooks are there?', WEBHOOKS, 'conversation started, conversation escalated'],
  ['How are webhooks signed?', WEBHOOKS, 'webhook-signature'],
  ['What happens if a webhook delivery fails?', WEBHOOKS, 'retried nine more times'],
  ['How do I install Baton?', RUNNING, 'npm install && npm start'],
  ['Which database does Baton use?', RUNNING, 'SQLite'],
  ['Does it support PostgreSQL?', RUNNING, 'PostgreSQL server'],
  ['how do I put the chat widget on my website?', RUNNING, 'chat page'],
  ['how do I configure SMTP?', RUNNING, 'SMTP_URL'],
  ['wich databse does it use', RUNNING, 'SQLite'],
  ['How much does Baton cost?', COSTS, 'free'],
  ['What licence is it under?', COSTS, 'Apache-2.0'],
  ['Does the human takeover feature cost extra?', COSTS, 'nothing extra'],
  ['Does it send telemetry?', COSTS, 'no telemetry'],
]

const offTopic = [
  'What is the weather in Paris?',
  'What time is it?',
  'Who won the world cup?',
  'How do I bake sourdough bread?',
  'What is the capital of Mongolia?',
  'Can you write me a poem about autumn?',
  'Where is my parcel?',
  'What are your opening hours?',
  'How do I reset my iPhone?',
  'Do you sell running shoes?',
  'What is the price of gold today?',
  'Who is the owner of Twitter?',
  'How do I claim my tax refund?',
  'Do you ship to Brazil?',
  'How do I transfer money to my bank account?',
  'Tell me a joke',
  'What is the best database for analytics?',
  'How do I write a webhook in Ruby on Rails?',
  'Can I return my shoes?',
  'What is the license plate number?',
  'How do I invite friends to my birthday?',
  'How much is a ticket to Berlin?',
]

describe('the demo knowledge', () => {
  test.each(known)('answers "%s" from "%s"', async (question, title, says) => {
    const { said, offer, sources } = await ask(question)
    expect({ source: sources[0], offer }).toEqual({ source: title, offer: null })
    expect(said).toContain(says)
  })

  test.each(offTopic)('does not answer "%s"', async (question) => {
    const { offer, sources } = await ask(question)
    expect({ offer, sources }).toEqual({ offer: 'knowledge_gap', sources: [] })
  })

  test('keeps its distance between what it knows and what it does not', async () => {
    const best = async (question: string) => (await index.search('robo', question, 1))[0]?.score ?? 0
    const lowestKnown = Math.min(...(await Promise.all(known.map(([question]) => best(question)))))
    const highestUnknown = Math.max(...(await Promise.all(offTopic.map(best))))
    console.info(
      `known from ${lowestKnown.toFixed(2)}, off topic up to ${highestUnknown.toFixed(2)}, threshold ${ENOUGH}`,
    )
    expect(lowestKnown).toBeGreaterThan(ENOUGH)
    expect(highestUnknown).toBeLessThan(ENOUGH)
  })

  test('is six to ten short articles whose paragraphs can be quoted whole', () => {
    expect(demoKnowledge.length).toBeGreaterThanOrEqual(6)
    expect(demoKnowledge.length).toBeLessThanOrEqual(10)
    for (const { text } of demoKnowledge) {
      for (const paragraph of text.split('\n\n')) expect(paragraph.length, paragraph).toBeLessThanOrEqual(700)
    }
  })
})
