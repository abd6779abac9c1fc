// npm test: everything that can run on this machine: types, lint, pages, and every test suite. The last line counts
// them all. What cannot run here is said plainly, with the reason.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './find-browser.mjs'
import { requireModernNode } from './pinned-node.mjs'

await requireModernNode()
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join(root, 'node_modules', '.bin', name)
const results = { passed: 0, failed: 0, skipped: 0 }
const notes = []

await step('types', [bin('tsc'), '-p', 'tsconfig.json'])
await step('types of the dashboard', [bin('tsc'), '-p', 'apps/dashboard'])
await step('types of the chat page', [bin('tsc'), '-p', 'apps/widget'])
await step('lint', [bin('biome'), 'check', '.'])
await step('pages build', [join(root, 'scripts/build.mjs')])
await tests()
for (const note of notes) console.log(`NOT RUN: ${note}`)
const { passed, failed, skipped } = results
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 ? 0 : 1)

async function step(name, command) {
  const code = await run(command)
  results[code === 0 ? 'passed' : 'failed'] += 1
  console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${name}`)
}

async function tests() {
  const browser = await findBrowser()
  if (browser.path === null) notes.push(`browser tests: ${browser.why}`)
  const folder = mkdtempSync(join(tmpdir(), 'baton-test-'))
  const report = join(folder, 'report.json')
  const env = browser.path === null ? {} : { BATON_BROWSER: browser.path }
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run([bin('vitest'), 'run', ...reporters, ...process.argv.slice(2)], env)
  count(report, code)
  rmSync(folder, { recursive: true, force: true })
}

function count(report, code) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    // A file that could not even be loaded has failed without a failing test.
    const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
    results.passed += numPassedTests
    results.failed += numFailedTests + broken
    results.skipped += numPendingTests
    if (code !== 0 && numFailedTests + broken === 0) results.failed += 1
  } catch {
    console.log('FAILED: the tests left no report')
    results.failed += 1
  }
}

/** Runs with the Node that runs this, whatever the system's is. */
function run([script, ...args], env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, ...env },
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
