import type { PlaceInLine } from '@baton/protocol'
import { fill, language, numeral, texts } from './texts.ts'

const MINUTE_S = 60
const HOUR_S = 3_600

/** The sentence for a refusal's code. */
export function refusalText(code: string): string {
  return (texts.refusal as Record<string, string>)[code] ?? texts.refusedOtherwise
}

/** The place in line, in words; `position` 1 is next. */
export function placeInLine(position: number | undefined): string {
  if (position === undefined) return texts.waiting.inLine
  return position <= 1 ? texts.waiting.next : fill(texts.waiting.place, { position: numeral(position) })
}

/** The place in line and the wait that others had, as one is told. */
export function placeAndWait({ position, waitFromSeconds, waitSeconds }: PlaceInLine): string {
  const place = placeInLine(position)
  const wait = waitInWords(waitFromSeconds, waitSeconds)
  return wait === null ? place : `${place}. ${wait}`
}

/** How long others lately waited, in words; null where too little is known. Seconds. */
export function waitInWords(from: number | undefined, to: number | undefined): string | null {
  if (to === undefined) return null
  if (to <= MINUTE_S) return texts.waiting.moment
  const hours = to > 2 * HOUR_S
  const [size, unit] = hours ? [HOUR_S, 'hour'] : [MINUTE_S, 'minute']
  const most = Math.ceil(to / size)
  const least = Math.max(1, Math.floor((from ?? to) / size))
  return fill(texts.waiting.range, { range: rangeOf(least, most, unit) })
}

/** `2–5 minutes`, as the language says it. */
function rangeOf(least: number, most: number, unit: string): string {
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
  if (least >= most) return format.format(most)
  // Younger than the oldest browsers that this page knows.
  return format.formatRange?.(least, most) ?? `${numeral(least)}–${format.format(most)}`
}
