import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What the page is made of: its content, and what floats above it. */
const parts = ['main', '[role="dialog"]', '[role="menu"]']

/** Says what is wrong, a line each. In the page's own words, for the tests know no document. */
const ask = `(async () => {
  const include = ${JSON.stringify(parts)}.filter((part) => document.querySelector(part) !== null)
  const { violations } = await axe.run({ include })
  return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' '))
})()`

/** Asserts that axe finds nothing to complain about on what is shown now, by day and by night. */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await page.evaluate<string[]>(ask), `${page.url()} in ${colorScheme}`).toEqual([])
  }
}
