import { describe, expect, test } from 'vitest'
import { WithoutThoughts, withoutThoughts } from './without-thoughts.ts'

const inPieces = (text: string, size: number, options = {}) => {
  const filter = new WithoutThoughts(options)
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  )
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end()
}

describe('what a model thinks aloud', () => {
  test.each([1, 2, 3, 5, 8, 1000])('is no text, in pieces of %i characters', (size) => {
    expect(inPieces('<think>Is 1 < 2? Ben is coming.</think>\n\nTwo days.', size)).toBe('\n\nTwo days.')
    expect(inPieces('One. <thinking>Hm.</thinking>Two, as 1 < 2 and a <b>tag</b>.', size)).toBe(
      'One. Two, as 1 < 2 and a <b>tag</b>.',
    )
    expect(inPieces('<think>I never come to an end.', size)).toBe('')
    expect(inPieces('Hm, who is it?</think>Two days.', size, { startsThinking: true })).toBe('Two days.')
    expect(inPieces('<think>Hm.</think>Two days.', size, { startsThinking: true })).toBe('Two days.')
    expect(inPieces('Two days, and no thought.', size, { startsThinking: true })).toBe('Two days, and no thought.')
  })

  test('is none of a text that was cut before it said where the thought ends', () => {
    const filter = new WithoutThoughts({ startsThinking: true })
    expect(filter.push('The customer asks for') + filter.end({ cut: true })).toBe('')
  })

  test('stands before a lone end, in a text that is whole', () => {
    expect(withoutThoughts('They want a word.</think>ready')).toBe('ready')
    expect(withoutThoughts('<think>They want a word.</think>ready')).toBe('ready')
    expect(withoutThoughts('ready')).toBe('ready')
  })
})
