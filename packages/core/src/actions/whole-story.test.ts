import { expect, test } from 'vitest'
import { asAgent, beginning, ben, chidi, dana, danasAddress } from '../../../../tests/support/cast.ts'
import { memoryWorld } from '../../../../tests/support/memory-conversations.ts'
import { verifyAction } from '../../../../tests/support/verify-action.ts'
import { askForAHuman } from './ask-for-a-human.ts'
import { closeConversation } from './close-conversation.ts'
import { dismissEscalation, withdrawEscalation } from './end-waiting.ts'
import {
  claimConversation,
  handBackConversation,
  requeueConversation,
  takeOverConversation,
  transferConversation,
} from './hold-conversation.ts'
import type { Outcome } from './perform.ts'
import { sendMessage } from './send-message.ts'
import { startConversation } from './start-conversation.ts'
import { takeBotTurn } from './take-bot-turn.ts'

test('every action, one after another, keeps log and snapshots in agreement', async () => {
  const world = memoryWorld()
  const { teamId, botId } = beginning
  const first = { text: 'Where is my parcel?', clientId: 'a' }
  const started = await startConversation(world, { teamId, botId, customer: dana, startKeyHash: 'key', first })
  if (!started.ok) throw new Error('the conversation did not start')
  const { id, turn, engagement } = started.conversation
  const ask = { email: danasAddress, name: null, note: null }
  const reply = { turnId: turn?.id ?? '', engagement, text: 'On its way.', answers: 2, offer: null, sources: [] }
  const robo = { kind: 'bot', id: botId, name: 'Robo' } as const

  const story: [string, string, () => Promise<Outcome>][] = [
    ['message.sent', 'bot', () => takeBotTurn(world, robo, id, reply)],
    ['conversation.escalated', 'escalated', () => askForAHuman(world, dana, id, ask)],
    ['conversation.withdrawn', 'bot', () => withdrawEscalation(world, dana, id)],
    ['conversation.escalated', 'escalated', () => askForAHuman(world, dana, id, ask)],
    ['conversation.dismissed', 'resolved', () => dismissEscalation(world, chidi, id)],
    ['conversation.escalated', 'escalated', () => askForAHuman(world, dana, id, ask)],
    ['conversation.claimed', 'active', () => claimConversation(world, ben, id)],
    ['message.sent', 'active', () => sendMessage(world, ben, id, { clientId: 'b', text: 'Hello Dana' })],
    ['conversation.transferred', 'active', () => transferConversation(world, ben, id, asAgent(chidi))],
    ['conversation.requeued', 'escalated', () => requeueConversation(world, chidi, id)],
    ['conversation.claimed', 'active', () => claimConversation(world, chidi, id)],
    ['conversation.released', 'resolved', () => handBackConversation(world, chidi, id, { botAnswers: true })],
    ['conversation.claimed', 'active', () => takeOverConversation(world, ben, id)],
    ['conversation.closed', 'closed', () => closeConversation(world, id, 'retention')],
  ]

  for (const [type, state, action] of story) {
    const outcome = await verifyAction(world.conversations, id, action)
    expect(outcome).toMatchObject({ ok: true, conversation: { state }, events: [{ type }] })
    world.pass(1000)
  }
  expect(world.told.flatMap((change) => change.events)).toEqual(world.conversations.log(id))
})
