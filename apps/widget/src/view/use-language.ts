import { fetchFirstTexts, type Language } from '../texts/languages.ts'
import { direction, speak } from '../texts/texts.ts'
import { createPatience } from '../wire/patience.ts'

/** Makes this the language of the page; resolves when its words are there. */
export async function useLanguage({ name, tag }: Language): Promise<void> {
  const patience = createPatience()
  addEventListener('online', patience.cut)
  const answer = await patience.untilAnswered(
    async () => {
      const value = await fetchFirstTexts(name)
      return value ? { kind: 'ok', value } : { kind: 'later', afterMs: null }
    },
    () => {},
  )
  removeEventListener('online', patience.cut)
  if (answer.kind !== 'ok') return
  speak(answer.value, tag)
  document.documentElement.lang = tag
  document.documentElement.dir = direction
}
