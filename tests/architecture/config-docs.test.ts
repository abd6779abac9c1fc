import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configurationPage, envExample } from '../../scripts/config-docs.ts'

test('.env.example and docs/configuration.md are what the settings say (node scripts/config-docs.ts)', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage())
})
