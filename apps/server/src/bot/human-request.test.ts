import { describe, expect, test } from 'vitest'
import { humanMentions, humanMentionsByLanguage } from './human-mentions.fixture.ts'
import { askedForHuman } from './human-request.ts'
import { englishRequests, requestsByLanguage } from './human-requests.fixture.ts'

const inOtherLanguages = Object.values(requestsByLanguage).flat()
const mentionsInOtherLanguages = Object.values(humanMentionsByLanguage).flat()

/** Prints the rate with what went the other way, so that a change of the rules shows what it costs. */
function rate(name: string, texts: readonly string[], counts: (text: string) => boolean): number {
  const counted = texts.filter(counts)
  const share = counted.length / texts.length
  console.info(`${name}: ${counted.length} of ${texts.length} (${(share * 100).toFixed(1)} %)`)
  return share
}

const asks = (text: string) => askedForHuman(text) !== null
const misses = (texts: readonly string[]) => texts.filter((text) => !asks(text))
const falseAlarms = (texts: readonly string[]) => texts.filter(asks)

describe('a request for a person', () => {
  test('is understood in at least 95 of 100 English phrasings, misspelt ones among them', () => {
    expect(englishRequests.length).toBeGreaterThan(250)
    expect(
      rate('English requests understood', englishRequests, asks),
      misses(englishRequests).join('\n'),
    ).toBeGreaterThanOrEqual(0.95)
  })

  test('is understood in at least 95 of 100 phrasings of seventeen other languages', () => {
    expect(Object.keys(requestsByLanguage).length).toBeGreaterThanOrEqual(16)
    const share = rate('requests in other languages understood', inOtherLanguages, asks)
    expect(share, misses(inOtherLanguages).join('\n')).toBeGreaterThanOrEqual(0.95)
  })

  test.each(Object.entries(requestsByLanguage))('is understood, and its language known, in %s', (language, texts) => {
    const understood = texts.filter((text) => askedForHuman(text) === language)
    // One word may be the same in two languages ("оператор").
    expect(understood.length / texts.length, misses(texts).join('\n')).toBeGreaterThanOrEqual(0.85)
  })

  test('is never heard in more than 5 of 100 English messages that only mention people', () => {
    expect(humanMentions.length).toBeGreaterThan(200)
    expect(
      rate('English false alarms', humanMentions, asks),
      falseAlarms(humanMentions).join('\n'),
    ).toBeLessThanOrEqual(0.05)
  })

  test('is never heard in more than 5 of 100 such messages in other languages', () => {
    const share = rate('false alarms in other languages', mentionsInOtherLanguages, asks)
    expect(share, falseAlarms(mentionsInOtherLanguages).join('\n')).toBeLessThanOrEqual(0.05)
  })

  test('is found at the end of a long message without full stops', () => {
    const rant = 'and then the parcel went to the wrong address and nobody told me anything about it '.repeat(12)
    expect(rant.length).toBeGreaterThan(900)
    expect(askedForHuman(rant)).toBeNull()
    expect(askedForHuman(`${rant} so please let me talk to a human`)).toBe('en')
  })

  test('is not heard in the contrary', () => {
    expect(askedForHuman("I don't want to talk to a human, just tell me the price")).toBeNull()
    expect(askedForHuman("I don't want to talk to a bot")).toBe('en')
  })

  test('costs little, whatever is sent', () => {
    const hostile = [
      'customer service ',
      'real ',
      'a ',
      'talk to ',
      'not not ',
      'hi, ',
      'ich möchte mit ',
      '人と',
      '1. ',
      'e.g. ',
      "'",
    ]
    for (const piece of hostile) {
      const message = piece.repeat(4000 / piece.length)
      const start = performance.now()
      askedForHuman(message)
      expect(performance.now() - start, JSON.stringify(piece)).toBeLessThan(1500)
    }
  })
})

test('a word that is said again and again is read at once', () => {
  const said = `you please now not a real human agent no bot just want need the to talk connect me i can is there do have got ,
    your one of some any thanks thank really still call at on get find in over person team support maybe he customer when if
    plaît porfavor 연결해주세요`
  const words = said.split(/\s+/)
  const pairs = words.flatMap((word, index) => [word, `${word} ${words[(index + 1) % words.length]}`, `you ${word}`])
  const began = performance.now()
  for (const unit of pairs) askedForHuman(`${unit} `.repeat(200).slice(0, 400))
  expect(performance.now() - began).toBeLessThan(10_000)
})
