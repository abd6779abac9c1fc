import { powerUpTexts as texts } from '../texts/power-ups.ts'

/** Why these addresses cannot be notified, or null. */
export function addressesProblem(addresses: readonly string[], most: number): string | null {
  if (addresses.length > most) return texts.addressesMany(most)
  const wrong = addresses.find((address) => !/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(address))
  return wrong === undefined ? null : texts.addressWrong(wrong)
}
