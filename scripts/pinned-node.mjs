// Baton runs its TypeScript sources directly, which needs Node 22.18 or newer. npm scripts get the pinned Node from
// node_modules/.bin; when that is missing (npm install --ignore-scripts, or no npm at all), say so plainly.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
export const nodeIsNewEnough = major > 22 || (major === 22 && minor >= 18)

/** Runs the calling script again under the pinned Node, or explains what is missing. Never returns on an old Node. */
export async function requireModernNode() {
  if (nodeIsNewEnough) return
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const pinned = join(root, 'node_modules', 'node', 'bin', 'node')
  if (!existsSync(pinned)) {
    console.error(
      `This is Node ${process.versions.node}; Baton needs Node 22.18 or newer.\n` +
        'Run "npm install" (it brings the pinned Node 24), or install Node 24, and start again with "npm start".',
    )
    process.exit(1)
  }
  const child = spawn(pinned, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  process.exit(await new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))))
}
