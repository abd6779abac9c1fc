import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Answer } from '../wire/call.ts'
import { markFailed, markSent, nextToSend } from './outbox.ts'
import { createSender, type SenderPorts } from './send-outbox.ts'
import { addMessage, type Outbox } from './written.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A server that follows a script: one word for each try, then `ok` for ever. */
function set(script: ('ok' | 'down' | 'busy' | 'refuse')[], texts: string[]) {
  let outbox: Outbox = texts.reduce((list, text) => addMessage(list, { clientId: text, text, at: 0 }), [] as Outbox)
  const tries: string[] = []
  const reports: { sending: string | null; failing?: boolean }[] = []
  const ports: SenderPorts = {
    next: () => nextToSend(outbox),
    async deliver(entry): Promise<Answer<unknown>> {
      tries.push(entry.text)
      const word = script.shift() ?? 'ok'
      if (word === 'down') return { kind: 'later', afterMs: null }
      if (word === 'busy') return { kind: 'later', afterMs: 3000 }
      outbox = word === 'ok' ? markSent(outbox, entry.clientId, null) : markFailed(outbox, entry.clientId, 'no')
      return word === 'ok' ? { kind: 'ok', value: null } : { kind: 'no', status: 422, code: 'no' }
    },
    alone: (task) => task(),
    report: (status) => void reports.push(status),
    random: () => 1,
  }
  const write = (text: string) => {
    outbox = addMessage(outbox, { clientId: text, text, at: 0 })
  }
  return { sender: createSender(ports), tries, reports, write, read: () => outbox }
}

describe('sending the outbox', () => {
  test('goes in order, one at a time', async () => {
    const { sender, tries } = set([], ['one', 'two', 'three'])
    sender.pump()
    sender.pump()
    await vi.runAllTimersAsync()
    expect(tries).toEqual(['one', 'two', 'three'])
  })

  test('tries the same message again until the server has it, and only then the next', async () => {
    const { sender, tries } = set(['down', 'down'], ['one', 'two'])
    sender.pump()
    await vi.advanceTimersByTimeAsync(499)
    expect(tries).toEqual(['one'])
    await vi.advanceTimersByTimeAsync(1)
    expect(tries).toEqual(['one', 'one'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(tries).toEqual(['one', 'one', 'one', 'two'])
  })

  test('waits as long as the server asks for', async () => {
    const { sender, tries } = set(['busy'], ['one'])
    sender.pump()
    await vi.advanceTimersByTimeAsync(2999)
    expect(tries).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(tries).toHaveLength(2)
  })

  test('goes at once when the network is back', async () => {
    const { sender, tries } = set(['busy'], ['one'])
    sender.pump()
    await vi.advanceTimersByTimeAsync(10)
    sender.wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(tries).toHaveLength(2)
  })

  test('a refused message steps aside for the next', async () => {
    const { sender, tries, read } = set(['refuse'], ['one', 'two'])
    sender.pump()
    await vi.runAllTimersAsync()
    expect(tries).toEqual(['one', 'two'])
    expect(read().map((entry) => entry.state)).toEqual(['failed', 'sent'])
  })

  test('takes up what is written later', async () => {
    const { sender, tries, write } = set([], ['one'])
    sender.pump()
    await vi.runAllTimersAsync()
    write('two')
    sender.pump()
    await vi.runAllTimersAsync()
    expect(tries).toEqual(['one', 'two'])
  })

  test('says that it is failing, and that it recovered', async () => {
    const { sender, reports } = set(['down'], ['one'])
    sender.pump()
    await vi.advanceTimersByTimeAsync(100)
    expect(reports.at(-1)).toEqual({ sending: null, failing: true })
    await vi.runAllTimersAsync()
    expect(reports.at(-1)).toEqual({ sending: null, failing: false })
  })
})
