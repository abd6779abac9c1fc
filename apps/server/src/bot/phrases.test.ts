import { expect, test } from 'vitest'
import { askedForHuman } from './human-request.ts'
import { askedWhatAbout, offeredPerson, phrases, saidNotKnown } from './phrases.ts'

test('every language has every sentence, and no two of its sentences are the same', () => {
  const keys = Object.keys(phrases.en).sort()
  for (const [language, sentences] of Object.entries(phrases)) {
    expect(Object.keys(sentences).sort(), language).toEqual(keys)
    expect(new Set(Object.values(sentences)).size, language).toBe(keys.length)
    for (const sentence of Object.values(sentences)) expect(sentence.trim()).not.toBe('')
    expect(sentences.iAmABot).toContain('NAME')
  }
})

test('the bot knows its own sentences again, whatever stands round them', () => {
  for (const { notKnown, offer, whatAbout } of Object.values(phrases)) {
    expect(saidNotKnown(`Hello. ${notKnown} ${offer}`)).toBe(true)
    expect(offeredPerson(`${notKnown} ${offer}`)).toBe(true)
    expect(saidNotKnown(offer)).toBe(false)
    expect(askedWhatAbout(whatAbout)).toBe(true)
  }
})

test('courtesies are plain: no exclamation marks, and no request for a person by accident', () => {
  for (const { hello, welcome, goodbye, allRight, whatAbout, notKnown } of Object.values(phrases)) {
    for (const sentence of [hello, welcome, goodbye, allRight, whatAbout, notKnown]) {
      expect(sentence).not.toContain('!')
      expect(askedForHuman(sentence), sentence).toBeNull()
    }
  }
})
