import { expect, test } from 'vitest'
import { fakeStore } from './fake-channel.ts'
import { keepOutbox } from './kept-outbox.ts'
import { markFailed, markSent, resend } from './outbox.ts'
import { addMessage, type Outbox } from './written.ts'

const says = (clientId: string) => (outbox: Outbox) => addMessage(outbox, { clientId, text: clientId, at: 1 })
const ids = (outbox: Outbox) => outbox.map(({ clientId }) => clientId)

/** Two tabs of one browser. */
function tabs() {
  const store = fakeStore()
  return { store, one: keepOutbox(store, () => {}), other: keepOutbox(store, () => {}) }
}

test('what one tab keeps is not lost where another looked before and writes after', () => {
  const { one, other } = tabs()
  one.change((outbox) => {
    other.change(says('of the other'))
    return says('of this one')(outbox)
  })
  expect(ids(one.read()).toSorted()).toEqual(['of the other', 'of this one'])
  other.change((outbox) => {
    one.change(says('said meanwhile'))
    return outbox.filter(({ clientId }) => clientId !== 'of this one')
  })
  expect(ids(one.read()).toSorted()).toEqual(['of the other', 'said meanwhile'])
})

test('messages keep the order in which they were written; what is sent once more goes behind', () => {
  const { one, other } = tabs()
  for (const id of ['c', 'a', 'b']) (id === 'a' ? other : one).change(says(id))
  expect(ids(other.read())).toEqual(['c', 'a', 'b'])
  one.change((outbox) => markFailed(outbox, 'c', 'message_too_long'))
  other.change((outbox) => markSent(outbox, 'a', 7))
  expect(ids(one.read())).toEqual(['c', 'a', 'b'])
  one.change((outbox) => resend(outbox, 'c', 'new'))
  expect(ids(other.read())).toEqual(['a', 'b', 'c'])
})

test('what a page of an older version has left is taken over', () => {
  const { store } = tabs()
  store.write('outbox', says('second')(says('first')([])))
  const outbox = keepOutbox(store, () => {})
  outbox.change(says('third'))
  expect(ids(outbox.read())).toEqual(['first', 'second', 'third'])
  expect(ids(keepOutbox(store, () => {}).read())).toEqual(['first', 'second', 'third'])
})
