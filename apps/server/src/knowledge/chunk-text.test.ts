import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkText } from './chunk-text.ts'
import { sentencesOf } from './sentences.ts'

const squeezed = (text: string) => text.replace(/\s+/g, '')

describe('an article', () => {
  test('is cut at its headings, each piece with its heading', () => {
    const pieces = chunkText('Intro.\n\n## Price\n\nTen euros.\n\n## Delivery ##\nTwo days.')
    expect(pieces).toEqual([
      { heading: '', text: 'Intro.' },
      { heading: 'Price', text: '## Price\n\nTen euros.' },
      { heading: 'Delivery', text: '## Delivery ##\n\nTwo days.' },
    ])
  })

  test('keeps a chapter heading above the heading that follows it', () => {
    expect(chunkText('# Shop\n\n## Hours\n\nNine to five.')).toEqual([
      { heading: 'Shop Hours', text: '# Shop\n## Hours\n\nNine to five.' },
    ])
  })

  test('is gathered into pieces of at most 900 characters, most of them above 500', () => {
    const paragraph = 'Ada wrote this paragraph so that it would be about two hundred characters long. '
      .repeat(3)
      .trim()
    const pieces = chunkText(Array.from({ length: 20 }, () => paragraph).join('\n\n'))
    expect(pieces.every(({ text }) => text.length <= 900)).toBe(true)
    expect(pieces.filter(({ text }) => text.length >= 500).length).toBeGreaterThanOrEqual(pieces.length - 1)
  })

  test('repeats the heading when a section takes several pieces', () => {
    const pieces = chunkText(`## Terms\n\n${'One sentence of the terms stands here. '.repeat(60)}`)
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.every(({ heading, text }) => heading === 'Terms' && text.startsWith('## Terms\n\n'))).toBe(true)
  })

  test('a short line above longer text is its heading, a short last line is not', () => {
    const body = 'We are open from Monday to Friday, from nine in the morning to five in the afternoon.'
    expect(chunkText(`Opening hours\n\n${body}`)).toEqual([
      { heading: 'Opening hours', text: `Opening hours\n\n${body}` },
    ])
    expect(chunkText(`${body}\n\nPhone 555 1234`)).toEqual([{ heading: '', text: `${body}\n\nPhone 555 1234` }])
  })

  test('loses no word, whatever its shape', () => {
    const line = fc.oneof(
      fc.lorem({ mode: 'sentences', maxCount: 12 }),
      fc.lorem({ maxCount: 4 }).map((words) => `## ${words}`),
      fc.constantFrom(
        '',
        '- point',
        '1. step',
        'Short line',
        '#',
        '###### ',
        'x'.repeat(2500),
        '日本語の文。もう一つの文。',
      ),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        const text = lines.join('\n')
        const pieces = chunkText(text)
        for (const word of text.split(/\s+/).filter((word) => word !== '' && word.length < 800)) {
          expect(pieces.some((piece) => squeezed(piece.text).includes(squeezed(word)))).toBe(true)
        }
        const longest = Math.max(0, ...pieces.map(({ heading, text: whole }) => whole.length - heading.length))
        expect(longest).toBeLessThanOrEqual(1000)
      }),
    )
  })

  test('of the longest size is cut in a moment', () => {
    for (const piece of ['e.g. ', '1. ', 'word ', 'a.b ', '\n', 'x', '## h\n']) {
      const start = performance.now()
      chunkText(piece.repeat(200_000 / piece.length))
      expect(performance.now() - start, JSON.stringify(piece)).toBeLessThan(3000)
    }
  })
})

describe('sentences', () => {
  test('end at full stops, but not at abbreviations, numbers and list marks', () => {
    expect(sentencesOf('Use 2.5 kg, e.g. flour. Then wait! Done?')).toEqual([
      'Use 2.5 kg, e.g. flour.',
      'Then wait!',
      'Done?',
    ])
    expect(sentencesOf('1. Open it.\n2. Close it.')).toEqual(['1. Open it.', '2. Close it.'])
    expect(sentencesOf('これは文です。次の文です。')).toEqual(['これは文です。', '次の文です。'])
  })
})
