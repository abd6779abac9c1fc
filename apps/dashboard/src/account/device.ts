import { accountTexts } from '../texts/account.ts'

const texts = accountTexts.sessions

/** The order matters: most browsers also claim to be the ones below them. */
const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** A browser as its person knows it: "Firefox on Windows". For people only: nothing is decided by it. */
export function deviceName(userAgent: string | null): string {
  const found = (known: [RegExp, string][]) => known.find(([mark]) => mark.test(userAgent ?? ''))?.[1]
  const [browser, system] = [found(browsers), found(systems)]
  if (browser === undefined) return system ?? texts.unknownDevice
  return system === undefined ? browser : texts.device(browser, system)
}

export const isPhone = (userAgent: string | null): boolean => /\b(iPhone|iPod|Android|Mobile)\b/.test(userAgent ?? '')
