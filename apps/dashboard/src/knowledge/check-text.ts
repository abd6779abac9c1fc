import { knowledgeLimits } from '@baton/protocol'
import { knowledgeTexts } from '../texts/knowledge.ts'

const texts = knowledgeTexts.dialog

/** What is wrong with a title, or null. */
export const checkTitle = (title: string): string | null => (title.trim() === '' ? texts.nameMissing : null)

/** What is wrong with a written text, or null. */
export function checkText(text: string): string | null {
  if (text.trim() === '') return texts.textMissing
  return text.length > knowledgeLimits.text ? texts.textLong : null
}
