import { describe, expect, test } from 'vitest'
import { isTest, read, sources } from './source-files.ts'

const MOST = 250
/** Tests are lists of cases that stand each for itself. */
const MOST_IN_TESTS = 400

/** Files that may be longer, and why. */
const reasons: Record<string, string> = {
  'apps/server/src/bot/human-requests.fixture.ts': 'a corpus of sentences, one a line',
  'apps/server/src/bot/human-mentions.fixture.ts': 'a corpus of sentences, one a line',
  'apps/server/src/bot/other-human-requests.ts': 'a table of phrasings, one language after another',
  'apps/server/src/bot/phrase-catalogue.ts': 'a table of sentences, one language after another',
  'apps/server/src/database/migrations/0002-baton.ts': 'the whole first schema, in the order in which it is made',
}

const most = (path: string) => (isTest(path) ? MOST_IN_TESTS : MOST)
const sizes = new Map(sources().map((path) => [path, read(path).trimEnd().split('\n').length]))

describe('size of files', () => {
  test(`no file is longer than ${MOST} lines, no test than ${MOST_IN_TESTS}, without a reason`, () => {
    const long = [...sizes].filter(([path, lines]) => lines > most(path) && reasons[path] === undefined)
    expect(
      long.map(([path, lines]) => `${path} has ${lines} lines: cut it by capability, or give a reason here`),
    ).toEqual([])
  })

  test('a reason is given only for a file that needs one', () => {
    const needless = Object.keys(reasons).filter((path) => (sizes.get(path) ?? 0) <= most(path))
    expect(needless).toEqual([])
  })
})
