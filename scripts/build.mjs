// Builds the pages that are stale: into a temporary folder, then renamed, so that a running server never serves half a build.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const apps = ['dashboard', 'widget']
const loader = { configFile: join(root, 'apps/widget/vite.loader.config.ts') }
/** What is built into an app's folder after its pages. */
const further = {
  widget: [
    { ...loader, mode: 'production' },
    { ...loader, mode: 'chat' },
  ],
}
const compressible = /\.(js|css|html|svg|json|ts)$/

/** Builds every app whose sources changed since its last build. Returns the names of those that were built. */
export async function buildStale() {
  const built = []
  for (const app of apps) {
    const folder = join(root, 'apps', app)
    const hash = sourceHash([folder, join(root, 'packages/protocol')])
    const stamp = join(folder, 'dist', '.sources')
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue
    await build(app, folder, hash)
    built.push(app)
  }
  return built
}

async function build(app, folder, hash) {
  const { build: viteBuild } = await vite()
  const next = join(folder, `dist.${process.pid}`)
  await viteBuild({ root: folder, logLevel: 'warn', build: { outDir: next, emptyOutDir: true } })
  for (const settings of further[app] ?? []) {
    await viteBuild({ ...settings, logLevel: 'warn', build: { outDir: next, emptyOutDir: false } })
  }
  for (const path of filesOf(next)) compress(path)
  writeFileSync(join(next, '.sources'), hash)
  const old = join(folder, `dist.old.${process.pid}`)
  const dist = join(folder, 'dist')
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(next, dist)
  rmSync(old, { recursive: true, force: true })
}

/** Beside each file that gets smaller by it, so that no request waits for compression. */
function compress(path) {
  if (!compressible.test(path)) return
  const plain = readFileSync(path)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  for (const [ending, packed] of [
    ['br', brotliCompressSync(plain, quality)],
    ['gz', gzipSync(plain, { level: 9 })],
  ]) {
    if (packed.length < plain.length) writeFileSync(`${path}.${ending}`, packed)
  }
}

async function vite() {
  try {
    return await import('vite')
  } catch {
    throw new Error('The pages are not built and Vite is not installed. Run "npm install" (without --omit=dev) first.')
  }
}

function sourceHash(folders) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const path of folders.flatMap(filesOf).sort()) hash.update(relative(root, path)).update(readFileSync(path))
  return hash.digest('hex')
}

function filesOf(folder) {
  return readdirSync(folder).flatMap((name) => {
    if (name === 'node_modules' || name.startsWith('dist') || name.endsWith('.test.ts')) return []
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await buildStale()
  console.log(built.length > 0 ? `Built ${built.join(' and ')}.` : 'Everything is built.')
}
