import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Import, importsOf, isTest, root, sources } from './source-files.ts'

// Data goes one way (ARCHITECTURE.md): the rules know nobody, the parts of the server do not know each other, and only
// the composition root knows all of them.

const shipped = sources().filter((path) => !isTest(path))
const imports = shipped.flatMap((path) => importsOf(path).map((one) => ({ path, ...one })))
type Found = Import & { path: string }

/** Says each wrong import in a line of its own. */
function saying(why: string, wrong: readonly Found[]): string[] {
  return wrong.map(({ path, from }) => `${path} imports ${from}: ${why}`)
}

const packageOf = (path: string) => path.split('/').slice(0, 2).join('/')
const isOurs = ({ from }: Import) => from.startsWith('@baton/')

test('there is something to look at', () => {
  expect(shipped.length).toBeGreaterThan(50)
  expect(imports.filter(isOurs).length).toBeGreaterThan(20)
})

describe('packages', () => {
  test('core imports nothing but itself: no package of ours, no other, no I/O of Node', () => {
    const wrong = imports.filter(({ path, to }) => path.startsWith('packages/core/') && to === null)
    expect(saying('the rules are pure', wrong)).toEqual([])
  })

  test('protocol imports nothing but zod', () => {
    const wrong = imports.filter(({ path, from, to }) => {
      return path.startsWith('packages/protocol/') && to === null && from !== 'zod'
    })
    expect(saying('what goes over the wire knows nobody', wrong)).toEqual([])
  })

  test('dashboard and widget import only protocol of ours', () => {
    const wrong = imports.filter((one) => {
      return /^apps\/(dashboard|widget)\//.test(one.path) && isOurs(one) && !/^@baton\/protocol(\/|$)/.test(one.from)
    })
    expect(saying('a page knows only what goes over the wire', wrong)).toEqual([])
  })

  test('the server imports only core and protocol of ours', () => {
    const wrong = imports.filter((one) => {
      return one.path.startsWith('apps/server/') && isOurs(one) && !/^@baton\/(core|protocol)(\/|$)/.test(one.from)
    })
    expect(saying('apps do not know each other', wrong)).toEqual([])
  })

  test('no relative import leaves its package', () => {
    const packaged = imports.filter(({ path }) => /^(packages|apps)\//.test(path))
    const wrong = packaged.filter(({ path, to }) => to !== null && packageOf(to) !== packageOf(path))
    expect(saying('import the package by its name', wrong)).toEqual([])
  })
})

describe('the server', () => {
  const server = 'apps/server/src/'
  /** The folder of a file in the server, or the file itself where it stands at the top. */
  const part = (path: string) => path.slice(server.length).split('/')[0] ?? ''
  const within = imports.filter(({ path, to }) => path.startsWith(server) && to?.startsWith(server))
  const reacting = ['http', 'channels', 'realtime', 'webhooks', 'mail', 'bot']

  test(`${reacting.join(', ')} do not import each other`, () => {
    const wrong = within.filter(({ path, to }) => {
      const [from, into] = [part(path), part(to ?? '')]
      // Parts with routes of their own may use what all routes share; http itself knows none of them.
      return reacting.includes(from) && reacting.includes(into) && from !== into && into !== 'http'
    })
    expect(saying('they meet in compose.ts, by ports that each names itself', wrong)).toEqual([])
  })

  test('only the composition root sees all: no other file at the top imports a part that reacts', () => {
    const roots = ['compose.ts', 'main.ts', 'start-server.ts']
    const wrong = within.filter(({ path, to }) => {
      return part(path).endsWith('.ts') && !roots.includes(part(path)) && reacting.includes(part(to ?? ''))
    })
    expect(saying('wire it in compose.ts', wrong)).toEqual([])
  })

  test('nothing reaches back: no part imports the composition root or the entry', () => {
    const wrong = within.filter(({ path, to }) => {
      return (
        !part(path).endsWith('.ts') &&
        part(path) !== 'compose' &&
        /^(compose|(compose|main|start-server)\.ts)$/.test(part(to ?? ''))
      )
    })
    expect(saying('what a part needs comes in as an argument', wrong)).toEqual([])
  })

  test('database and present know no part that reacts, store and accounts neither', () => {
    const low = ['database', 'store', 'present', 'accounts', 'outbox', 'knowledge', 'watch', 'guard']
    const wrong = within.filter(({ path, to }) => low.includes(part(path)) && reacting.includes(part(to ?? '')))
    expect(saying('data goes one way', wrong)).toEqual([])
  })

  test('SQL is written in store, database and accounts only', () => {
    const wrong = imports.filter(({ path, from, typesOnly }) => {
      const speaksSql = /^(kysely|pg|node:sqlite)(\/|$)/.test(from) && !typesOnly
      return path.startsWith(server) && speaksSql && !['store', 'database', 'accounts'].includes(part(path))
    })
    expect(saying('ask the store', wrong)).toEqual([])
  })
})

describe('files', () => {
  const all = sources().flatMap((path) => importsOf(path).map((one) => ({ path, ...one })))

  test('every relative import names a file that is there, as it is called on disk', () => {
    const wrong = all.filter(({ to }) => to !== null && !existsSync(join(root, to.replace(/\?.*$/, ''))))
    expect(saying('no such file (type stripping needs the real ending, .ts or .tsx)', wrong)).toEqual([])
  })

  test('a relative import of a module ends in .ts or .tsx, never in .js or in nothing', () => {
    const endings = /\.(ts|tsx|mjs|css|json|svg|txt|html)(\?.*)?$/
    const wrong = all.filter(({ to }) => to !== null && (!endings.test(to) || /\.jsx?$/.test(to)))
    expect(saying('write the real ending', wrong)).toEqual([])
  })

  test('names are words of the field in kebab case', () => {
    const names = sources().map((path) => ({ path, name: path.split('/').at(-1) ?? '' }))
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|tsx|mjs)$/
    expect(names.filter(({ name }) => !kebab.test(name)).map(({ path }) => path)).toEqual([])
    const empty = /(^|-)(utils?|helpers?|common|misc|managers?|types|services?)\./
    expect(names.filter(({ name }) => empty.test(name)).map(({ path }) => `${path}: say what it does`)).toEqual([])
  })
})
