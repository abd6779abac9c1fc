import { plain } from '../knowledge/plain-words.ts'

/**
 * The sentences of what a customer typed, in `plain` form with single spaces: "I'd" is "i would", and shorthand such as
 * "pls" is spelt out, so that rules about phrasing are written once.
 */
export function plainSentences(text: string): string[] {
  const spelt = shorthand.reduce((sofar, [short, long]) => sofar.replace(short, long), plain(text.slice(0, 4000)))
  return spelt
    .split(/[.!?;:\n。！？؟।…]+/u)
    .map((sentence) =>
      sentence
        .replace(/(\p{L})\1{2,}/gu, '$1')
        .replace(/[^\p{L}\p{M}\p{N}',]+/gu, ' ')
        .trim(),
    )
    .filter((sentence) => sentence !== '')
}

const shorthand: readonly [RegExp, string][] = [
  [/\b(pls|plz|plss|pleas|plese|pleease)\b/g, 'please'],
  [/\b(u|ya)\b/g, 'you'],
  [/\bur\b/g, 'your'],
  [/\br\b/g, 'are'],
  [/\bsome one\b/g, 'someone'],
  [/\bsome body\b/g, 'somebody'],
  [/\bany one\b/g, 'anyone'],
  [/\b(wanna|wana)\b/g, 'want to'],
  [/\b(gotta)\b/g, 'have to'],
  [/\b(gimme)\b/g, 'give me'],
  [/\b(lemme)\b/g, 'let me'],
  [/\b(talk|speak|chat) wit\b/g, '$1 with'],
  [/\bto 2\b/g, 'to'],
  [/\bneed 2\b/g, 'need to'],
  [/\b(talk|speak|chat) 2\b/g, '$1 to'],
  [/\b(can ?not|cant)\b|\bcan't\b/g, 'can not'],
  [/\b(dont)\b|\bdon't\b/g, 'do not'],
  [/\bdoesn't\b|\bdoesnt\b/g, 'does not'],
  [/\bisn't\b|\bisnt\b/g, 'is not'],
  [/\bwon't\b|\bwont\b/g, 'will not'],
  [/\b(couldn|wouldn|shouldn|didn|haven|hasn|aren|wasn)'?t\b/g, '$1 not'],
  [/\b(could|would|should|did|have|has|are|was)n not\b/g, '$1 not'],
  [/\b(i|you|we|they)'d\b/g, '$1 would'],
  [/\bid like\b/g, 'i would like'],
  [/\bim\b|\bi'm\b/g, 'i am'],
  [/\b(you|we|they)'re\b/g, '$1 are'],
  [/\b(i|you|we|they)'ve\b/g, '$1 have'],
  [/\b(i|you|we|they)'ll\b/g, '$1 will'],
  [/\b(it|that|there|what|who|how|where)'s\b/g, '$1 is'],
  [/\bthats\b/g, 'that is'],
  [/\blet's\b/g, 'let us'],
]
