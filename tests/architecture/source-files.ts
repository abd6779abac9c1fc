import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root; every path here is relative to it, with `/`. */
export const root = normalize(join(dirname(fileURLToPath(import.meta.url)), '../..'))

export type Import = {
  /** As it is written. */
  from: string
  /** Where a relative one leads. */
  to: string | null
  typesOnly: boolean
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

const ours = ['packages', 'apps', 'tests', 'bench', 'scripts']
const passedOver = new Set(['node_modules', 'dist', 'data', 'coverage'])

/** Every file of the project whose name ends in one of these. */
export function files(...endings: readonly string[]): string[] {
  return ours.flatMap(within).filter((path) => endings.some((ending) => path.endsWith(ending)))
}

export const sources = (): string[] => files('.ts', '.tsx', '.mjs')

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('tests/')
}

function within(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (passedOver.has(entry.name) || entry.name.startsWith('.')) return []
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? within(path) : [path]
  })
}

const statement =
  /^(?:import\s+(type\s+)?(?:[\w*{}\s,$]+\sfrom\s+)?|export\s+(type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+)['"]([^'"]+)['"]/gm
const expression = /\bimport\(\s*['"]([^'"]+)['"]/g

/** What a file imports or exports from elsewhere, statically or not. */
export function importsOf(path: string): Import[] {
  const text = read(path)
  const written = [...text.matchAll(statement)].map(([, imported, exported, from = '']) => ({
    from,
    typesOnly: (imported ?? exported) !== undefined,
  }))
  const called = [...text.matchAll(expression)].map(([, from = '']) => ({ from, typesOnly: false }))
  return [...written, ...called].map((one) => ({
    ...one,
    to: one.from.startsWith('.') ? join(dirname(path), one.from) : null,
  }))
}
