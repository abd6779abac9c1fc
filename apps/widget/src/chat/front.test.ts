import { expect, test } from 'vitest'
import { keepOpen } from '../keep/access.ts'
import { robo } from './cast.ts'
import { fakeStore } from './fake-channel.ts'
import { Front } from './front.ts'
import { keepOutbox } from './kept-outbox.ts'

function opened() {
  const store = fakeStore()
  let drawn = 0
  const front = new Front(robo, store, () => {
    drawn += 1
  })
  return { store, front, drawn: () => drawn, outbox: () => keepOutbox(store, () => {}).read() }
}

test('what is sent before the chat is here is kept in order, shown, and begins a conversation', () => {
  const { front, drawn, outbox } = opened()
  front.send(' Where is my parcel? ')
  front.send('  ')
  front.send('It is late')
  expect(outbox()).toMatchObject([
    { text: 'Where is my parcel?', to: null, state: 'queued' },
    { text: 'It is late', to: null, state: 'queued' },
  ])
  expect(front.written).toEqual(outbox())
  expect(drawn()).toBe(2)
})

test('where this browser has a conversation, what is sent belongs to it', () => {
  const { store, front, outbox } = opened()
  keepOpen(store, { startKey: 'key', conversationId: 'con_dana', token: 'token' })
  expect(front.hasConversation).toBe(true)
  front.send('Me again')
  expect(outbox()).toMatchObject([{ text: 'Me again', to: 'con_dana' }])
  expect(front.written).toEqual(outbox())
})

test('what the page around wants waits in its order, and the wish for a human too', () => {
  const { front } = opened()
  front.hear({ kind: 'identify', identity: { token: 'signed' } })
  front.hear({ kind: 'sendMessage', text: 'Hello' })
  front.askForHuman()
  expect(front.wanted.commands.map(({ kind }) => kind)).toEqual(['identify', 'sendMessage'])
  expect(front.wanted.human).toBe(true)
})
