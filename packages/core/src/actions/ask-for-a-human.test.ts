import { beforeEach, describe, expect, test } from 'vitest'
import { beginning, dana, danasAddress, policy, robo } from '../../../../tests/support/cast.ts'
import { type MemoryWorld, memoryWorld } from '../../../../tests/support/memory-conversations.ts'
import { verifyAction } from '../../../../tests/support/verify-action.ts'
import { askForAHuman } from './ask-for-a-human.ts'
import { startConversation } from './start-conversation.ts'

let world: MemoryWorld
let id: string
const on = policy()
const off = policy({ humanTakeover: false })

beforeEach(async () => {
  world = memoryWorld()
  const { teamId, botId } = beginning
  const started = await startConversation(world, { teamId, botId, customer: dana, startKeyHash: 'key', first: null })
  if (!started.ok) throw new Error('the conversation did not start')
  id = started.conversation.id
})

const ask = (email: string | null = danasAddress) =>
  verifyAction(world.conversations, id, () => askForAHuman(world, dana, id, { email, name: null, note: null }))

/** The switch is turned after this many looks at the settings. */
function turnedAfter(looks: number, settings: typeof on): void {
  world.conversations.interrupt('load', async () => {
    if (looks === 0) world.conversations.setPolicy(robo.id, settings)
    else turnedAfter(looks - 1, settings)
  })
}

describe('asking for a human', () => {
  test('LC15: escalates where human takeover is on', async () => {
    expect(await ask()).toMatchObject({ ok: true, conversation: { state: 'escalated' } })
  })

  test('LC18: requests contact where human takeover is off', async () => {
    world.conversations.setPolicy(robo.id, off)
    const outcome = await ask()
    expect(outcome).toMatchObject({ ok: true, conversation: { state: 'bot' } })
    expect(outcome.ok && outcome.events.map((event) => event.type)).toEqual(['conversation.contact_requested'])
  })

  test('LC19: escalates when the switch is turned on in between', async () => {
    world.conversations.setPolicy(robo.id, off)
    turnedAfter(1, on)
    expect(await ask()).toMatchObject({ ok: true, conversation: { state: 'escalated' } })
  })

  test('LC19: requests contact when the switch is turned off just before', async () => {
    turnedAfter(0, off)
    expect(await ask()).toMatchObject({ ok: true, conversation: { state: 'bot' }, events: [{ seq: 2 }] })
  })

  test.each([
    ['on', on],
    ['off', off],
  ])('LC20: without a valid address is refused, with human takeover %s', async (_, settings) => {
    world.conversations.setPolicy(robo.id, settings)
    for (const email of [null, 'dana']) {
      expect(await ask(email)).toMatchObject({ ok: false, refusal: { code: 'email_invalid' } })
    }
    expect(world.conversations.log(id)).toHaveLength(1)
  })

  test('LC17: without the power-up is refused', async () => {
    world.conversations.setPolicy(robo.id, policy({ powerUp: false, humanTakeover: false }))
    expect(await ask()).toMatchObject({ ok: false, refusal: { code: 'power_up_missing' } })
  })
})
