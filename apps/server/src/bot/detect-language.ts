/** The code of a text's likeliest language (ISO 639-1), and whether that is sure; null where nothing tells. */
export type DetectLanguage = (text: string) => { language: string; sure: boolean } | null

/** Tuned by harmless-sentence.test.ts. */
const LEAST_SCORE = 0.6

let opened: Promise<DetectLanguage> | null = null

/** Opens the detector once, with the first answer that needs it: its tables take some 30 MB. */
export function openDetector(): Promise<DetectLanguage> {
  opened ??= import('eld/extrasmall').then(({ eld }) => (text) => {
    const found = eld.detect(text)
    // A language that its tables do not have is taken for another by halves.
    if ((found.getScores()[found.language] ?? 0) < LEAST_SCORE) return null
    return { language: found.language, sure: found.isReliable() }
  })
  return opened
}
