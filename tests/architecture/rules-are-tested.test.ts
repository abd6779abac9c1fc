import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files, read, root } from './source-files.ts'

// The behaviour that everybody relies on is written down in numbered rules, and each rule's number stands in the name of
// a test that proves it. When page and tests disagree, one of them is wrong.

const pages = {
  LC: 'docs/lifecycle.md',
  PR: 'docs/protocol.md',
  WH: 'docs/webhooks.md',
  MA: 'docs/mail.md',
  OB: 'docs/outbox.md',
}

/** `- **LC7** …` on a page. */
function rulesOn(page: string, prefix: string): string[] {
  return [...read(page).matchAll(new RegExp(`^- \\*\\*(${prefix}\\d+)\\*\\* \\S`, 'gm'))].map(([, rule = '']) => rule)
}

/** The name of a test that begins with rule numbers: `test('LC7: …'`, `test.each(…)('PR1, PR2: …'`. */
const named = /\(\s*(['"`])((?:(?:LC|PR|WH|MA|OB)\d+(?:, )?)+): /g

const tested = new Map<string, string[]>()
for (const path of files('.test.ts', '.test.tsx')) {
  for (const [, , rules = ''] of read(path).matchAll(named)) {
    for (const rule of rules.split(', ')) tested.set(rule, [...(tested.get(rule) ?? []), path])
  }
}

describe.each(Object.entries(pages))('rules %s', (prefix, page) => {
  const isThere = existsSync(join(root, page))
  const rules = isThere ? rulesOn(page, prefix) : []
  const inTests = [...tested.keys()].filter((rule) => rule.startsWith(prefix))

  test.skipIf(!isThere)(`${page} numbers its rules in order, each once`, () => {
    expect(rules.length).toBeGreaterThan(0)
    expect(rules).toEqual(rules.map((_, index) => `${prefix}${index + 1}`))
  })

  test.skipIf(!isThere)(`each rule of ${page} stands in the name of a test`, () => {
    expect(rules.filter((rule) => !tested.has(rule))).toEqual([])
  })

  test.skipIf(!isThere)(`each rule that a test names stands in ${page}`, () => {
    const unknown = inTests.filter((rule) => !rules.includes(rule))
    expect(unknown.map((rule) => `${rule} in ${tested.get(rule)?.join(', ')}`)).toEqual([])
  })
})
