import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { read } from './source-files.ts'

// Below these a package has a known hole, or does not do what is relied on. Above the last one named, nothing is known.

const Lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), resolved: z.string().optional() })),
})
const lock = Lock.parse(JSON.parse(read('package-lock.json')))

/** For each package the lowest version of each line that is good enough. */
const floors: Record<string, readonly string[]> = {
  fastify: ['5.12.1'],
  ws: ['8.17.1'],
  undici: ['7.30.2', '8.12.4'],
  'better-auth': ['1.7.16'],
  nodemailer: ['10.4.1'],
}

/** Newer ones write a lock that `npm ci` refuses where a registry lacks some of its platforms. */
const pinned: Record<string, string> = { '@biomejs/biome': '2.5.15' }

/** Every copy of a package that is installed, the nested ones too. */
function copies(name: string): { path: string; version: string }[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([path, { version = '0.0.0' }]) => ({ path, version }))
}

function parts(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number)
  return [major, minor, patch]
}

/** Whether a version is in the line of a floor, or above all of them, and not below it. */
function reaches(version: string, lines: readonly string[]): boolean {
  const [major, minor, patch] = parts(version)
  const line = lines.find((floor) => parts(floor)[0] === major) ?? lines.at(-1) ?? '0.0.0'
  const [floorMajor, floorMinor, floorPatch] = parts(line)
  if (major !== floorMajor) return major > floorMajor
  return minor > floorMinor || (minor === floorMinor && patch >= floorPatch)
}

describe('the lock file', () => {
  test.each(Object.entries(floors))('has %s at %j or above, in every copy', (name, lines) => {
    expect(copies(name).length).toBeGreaterThan(0)
    expect(copies(name).filter(({ version }) => !reaches(version, lines))).toEqual([])
  })

  test.each(Object.entries(pinned))('has %s at exactly %s', (name, version) => {
    expect(copies(name).map((copy) => copy.version)).toEqual([version])
  })

  test('names no registry: it must work with whichever one is asked', () => {
    const named = Object.entries(lock.packages).filter(([, { resolved }]) => /^https?:/.test(resolved ?? ''))
    expect(named.map(([path, { resolved }]) => `${path}: ${resolved}`)).toEqual([])
  })
})

describe('a floor', () => {
  test.each([
    ['7.30.1', false],
    ['7.30.2', true],
    ['7.31.0', true],
    ['8.0.0', false],
    ['8.12.4', true],
    ['9.0.0', true],
    ['6.99.99', false],
  ])('of 7.30.2 or 8.12.4: %s is good enough: %s', (version, good) => {
    expect(reaches(version, ['7.30.2', '8.12.4'])).toBe(good)
  })
})
