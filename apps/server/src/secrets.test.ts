import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { deriveSecrets, secretOfDataDir } from './secrets.ts'

const folders: string[] = []
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'baton-secret-'))
  folders.push(path)
  return path
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true })
})

const secrets = deriveSecrets('a secret of at least thirty-two characters')

test('what was sealed is opened by the same secret, and twice sealed differs', () => {
  const sealed = secrets.seal('whsec_1')
  expect(sealed).not.toContain('whsec_1')
  expect(secrets.open(sealed)).toBe('whsec_1')
  expect(secrets.seal('whsec_1')).not.toBe(sealed)
})

test('another secret, or a changed letter, opens nothing', () => {
  const sealed = secrets.seal('whsec_1')
  expect(() => deriveSecrets('another secret of thirty-two characters!!').open(sealed)).toThrow()
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  expect(() => secrets.open(changed)).toThrow()
})

test('the secret of a data folder is made once, and only its owner can read it', () => {
  const path = folder()
  const secret = secretOfDataDir(path)
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(secretOfDataDir(path)).toBe(secret)
  expect(readFileSync(join(path, 'secret'), 'utf8').trim()).toBe(secret)
  expect(statSync(join(path, 'secret')).mode & 0o077).toBe(0)
})

test('a damaged secret stops the start instead of being replaced', () => {
  const path = folder()
  writeFileSync(join(path, 'secret'), 'cut')
  expect(() => secretOfDataDir(path)).toThrow('damaged')
})
