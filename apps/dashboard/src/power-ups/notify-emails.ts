import { botTexts } from '../texts/bots.ts'

const texts = botTexts.human
const MOST = 20

/** Why these addresses cannot be notified, or null. None at all means the team owner's. */
export function notifyProblem(addresses: readonly string[]): string | null {
  if (addresses.length > MOST) return texts.notifyMany
  const wrong = addresses.find((address) => !/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(address))
  return wrong === undefined ? null : texts.notifyWrong(wrong)
}

/** As the server takes them: nobody in particular is null. */
export const toNotifyEmails = (addresses: readonly string[]): string[] | null =>
  addresses.length === 0 ? null : [...addresses]
