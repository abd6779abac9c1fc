import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { eventually } from '../support/api.ts'

const endWithNpm = fileURLToPath(new URL('../../scripts/end-with-npm.mjs', import.meta.url))
/** What npm runs: it says its pid, and lives until it is told to end. */
const script = `(await import(${JSON.stringify(endWithNpm)})).endWithNpm(); console.log(process.pid); setInterval(() => {}, 1e6)`
/** What stands for npm: it runs that, and dies of SIGTERM without a word to it. */
const parent = `require('child_process').spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(script)}], { stdio: 'inherit' })`

async function run(env: object): Promise<{ npm: ChildProcess; pid: number }> {
  const { npm_lifecycle_event: _, ...bare } = process.env
  const npm = spawn(process.execPath, ['-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...bare, ...env },
  })
  const [said] = await new Promise<[string]>((resolve) => {
    createInterface(npm.stdout as NodeJS.ReadableStream).once('line', (line) => resolve([line]))
  })
  return { npm, pid: Number(said) }
}

const lives = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('what npm runs ends when npm is ended alone; what nobody’s npm runs stays', async () => {
  const [ends, stays] = await Promise.all([run({ npm_lifecycle_event: 'start' }), run({})])
  expect([lives(ends.pid), lives(stays.pid)]).toEqual([true, true])
  for (const { npm } of [ends, stays]) npm.kill('SIGTERM')
  await eventually('the end of it', async () => !lives(ends.pid))
  expect(lives(stays.pid)).toBe(true)
  process.kill(stays.pid)
})
