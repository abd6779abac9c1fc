import { phrases } from './phrase-catalogue.ts'

export { type Phrases, phrases } from './phrase-catalogue.ts'

/** Sentences in a row; a space between them where the script has one. */
export function inARow(...sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .join(' ')
    .replace(/(?<=。) /g, '')
}

const everyLanguage = Object.values(phrases)

/** Whether the bot said in this message that it knows no answer. */
export function saidNotKnown(text: string): boolean {
  return everyLanguage.some(({ notKnown }) => text.includes(notKnown))
}

/** Whether the bot asked in this message what it is about. */
export function askedWhatAbout(text: string): boolean {
  return everyLanguage.some(({ whatAbout }) => text.includes(whatAbout))
}

/** Whether the bot offered a person in this message. */
export function offeredPerson(text: string): boolean {
  return everyLanguage.some(({ offer }) => text.includes(offer))
}

/** Whether the bot offered the form for a lead in this message. */
export function offeredDetails(text: string): boolean {
  return everyLanguage.some(({ leaveDetails }) => text.includes(leaveDetails))
}
