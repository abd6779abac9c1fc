import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

export const OLDEST_VERSION = 15

/**
 * Where the newest PostgreSQL of this machine (15 or newer, able to make a cluster) has its programs; undefined when
 * there is none.
 */
export function findPostgres(): string | undefined {
  const found = new Map(candidates().map((folder) => [folder, versionIn(folder)] as const))
  const usable = [...found].filter(([, version]) => version >= OLDEST_VERSION)
  return usable.sort(([, one], [, other]) => other - one)[0]?.[0]
}

function candidates(): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...configuredFolder(), ...packagedFolders()]
  // A link in /usr/local/bin leads to a folder that also holds initdb.
  return folders.map(resolveServer).filter((folder) => existsSync(join(folder, 'initdb')))
}

/** The version folders of Debian, Red Hat and Homebrew packages. */
function packagedFolders(): string[] {
  const places: [string, RegExp][] = [
    ['/usr/lib/postgresql', /^\d+$/],
    ['/usr', /^pgsql-\d+$/],
    ['/opt/homebrew/opt', /^postgresql@\d+$/],
    ['/usr/local/opt', /^postgresql@\d+$/],
  ]
  return places.flatMap(([place, pattern]) =>
    list(place)
      .filter((name) => pattern.test(name))
      .map((name) => join(place, name, 'bin')),
  )
}

function configuredFolder(): string[] {
  const folder = output('pg_config', ['--bindir'])
  return folder === '' ? [] : [folder]
}

function resolveServer(folder: string): string {
  try {
    return dirname(realpathSync(join(folder, 'postgres')))
  } catch {
    return folder
  }
}

function versionIn(folder: string): number {
  const version = /\d+/.exec(output(join(folder, 'postgres'), ['--version']))
  return version === null ? 0 : Number(version[0])
}

function output(program: string, parameters: string[]): string {
  try {
    return execFileSync(program, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
