import { expect, test } from 'vitest'
import { groupTranscript } from './group-transcript.ts'
import { ben, dana, message } from './testing/sample.ts'
import { chunksOf, sameChunk } from './transcript-chunks.ts'

const log = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    message(from + index, (from + index) % 2 === 0 ? dana : ben, `Message ${from + index}`),
  )
const chunks = (from: number, to: number) => chunksOf(groupTranscript(log(from, to)))

test('every event is in one run, and runs begin at fixed numbers', () => {
  expect(chunks(1, 120).map(({ key }) => key)).toEqual([0, 1, 2])
  expect(chunks(1, 120).flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'messages'))).toHaveLength(120)
})

test('an older page above leaves the runs below as they were', () => {
  const [now, more] = [chunks(100, 200), chunks(1, 200)]
  const last = now.at(-1)
  expect(last && sameChunk(last, more.at(-1) ?? last)).toBe(true)
})

test('a new message changes the last run alone', () => {
  const [before, after] = [chunks(1, 120), chunks(1, 121)]
  expect(before.map((chunk, index) => sameChunk(chunk, after[index] ?? chunk))).toEqual([true, true, false])
})
