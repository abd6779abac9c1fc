import { expect, test } from 'vitest'
import { RowWindow } from './row-window.ts'

type Row = { key: string; kind: string }
const messages = (from: number, to: number): Row[] =>
  Array.from({ length: to - from }, (_, index) => ({ key: `m${from + index}`, kind: 'message' }))
const day: Row = { key: 'today', kind: 'day' }
const ends = (rows: readonly Row[]) => [rows[0]?.key, rows.at(-1)?.key]

test('it begins at the end and grows towards the top, never beyond its size', () => {
  const window = new RowWindow()
  const rows = messages(0, 1000)
  expect(ends(window.slice(rows, true))).toEqual(['m940', 'm999'])
  window.grow(rows, 'up')
  expect(ends(window.slice(rows, false))).toEqual(['m880', 'm999'])
  for (let step = 0; step < 20; step += 1) window.grow(rows, 'up')
  const drawn = window.slice(rows, false)
  expect(ends(drawn)).toEqual(['m0', 'm179'])
  expect(window.ends).toEqual({ up: true, down: false })
  for (let step = 0; step < 20; step += 1) window.grow(rows, 'down')
  expect(ends(window.slice(rows, false))).toEqual(['m820', 'm999'])
  expect(window.ends).toEqual({ up: false, down: true })
})

test('rows that come above its top and below its end are drawn at once, also where a day’s line moves', () => {
  const window = new RowWindow()
  const page = [day, ...messages(200, 300)]
  window.slice(page, true)
  window.grow(page, 'up')
  expect(ends(window.slice(page, false))).toEqual(['today', 'm299'])
  const more = [day, ...messages(0, 300), ...messages(300, 310)]
  const drawn = window.slice(more, false)
  expect(ends(drawn)).toEqual(['m140', 'm309'])
  window.grow(more, 'up')
  expect(window.slice(more, false).length).toBeLessThanOrEqual(180)
})

test('at the end it follows, and lets go of what is far above', () => {
  const window = new RowWindow()
  let rows = messages(0, 60)
  window.slice(rows, true)
  rows = messages(0, 500)
  expect(ends(window.slice(rows, true))).toEqual(['m440', 'm499'])
  window.grow(rows, 'up')
  window.toEnd()
  expect(ends(window.slice(rows, true))).toEqual(['m440', 'm499'])
})

test('it can begin around a row that was read before', () => {
  const window = new RowWindow()
  const rows = messages(0, 1000)
  window.around(rows, 'm500')
  expect(ends(window.slice(rows, false))).toEqual(['m440', 'm559'])
  window.around(rows, 'unknown')
  expect(ends(window.slice(rows, false))).toEqual(['m440', 'm559'])
})
