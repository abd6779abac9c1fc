// npm run dev: the product at http://localhost:PORT with reload on change. Vite serves both pages with hot reload and
// passes everything else on to the server, which starts again whenever its sources change.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithNpm } from './end-with-npm.mjs'
import { requireModernNode } from './pinned-node.mjs'

await requireModernNode()
if (existsSync('.env')) process.loadEnvFile('.env')
const { build, createServer } = await import('vite')
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const port = Number(process.env.PORT ?? 4100)
const ports = { page: port, server: port + 1, chat: port + 2 }
const publicUrl = process.env.PUBLIC_URL ?? `http://localhost:${ports.page}`

const server = { target: `http://127.0.0.1:${ports.server}`, ws: true }
const chat = { target: `http://127.0.0.1:${ports.chat}`, ws: true }
const serversOwn = ['/api', '/realtime', '/healthz', '/readyz', '/metrics', '/avatars/', '/bot-avatars/']
const embedding = ['/demo/', '/widget.js', '/widget-chat.js', '/baton.d.ts']
const toServer = Object.fromEntries([...serversOwn, ...embedding].map((path) => [path, server]))

/** The chat page is one file, whatever the bot. */
const chatPage = {
  name: 'chat-page',
  configureServer(vite) {
    vite.middlewares.use((request, _response, next) => {
      if (request.url?.startsWith('/b/')) request.url = '/chat/index.html'
      next()
    })
  },
}

const chatServer = await createServer({
  root: join(root, 'apps/widget'),
  plugins: [chatPage],
  server: { host: '127.0.0.1', port: ports.chat, strictPort: true, allowedHosts: true },
})
await chatServer.listen()
const pageServer = await createServer({
  root: join(root, 'apps/dashboard'),
  server: {
    host: process.env.HOST ?? '127.0.0.1',
    port: ports.page,
    strictPort: true,
    proxy: { ...toServer, '/b/': chat, '/chat/': chat },
  },
})
await pageServer.listen()

// The loader is a plain script, built anew with every change of it; the server hands it out as always.
const loader = { configFile: join(root, 'apps/widget/vite.loader.config.ts'), logLevel: 'warn' }
for (const mode of ['production', 'chat']) await build({ ...loader, mode, build: { watch: {} } })

const watched = ['apps/server/src', 'packages'].map((folder) => `--watch-path=${join(root, folder)}`)
const child = spawn(process.execPath, [...watched, '--watch-preserve-output', join(root, 'apps/server/src/main.ts')], {
  stdio: 'inherit',
  env: { ...process.env, PORT: String(ports.server), HOST: '127.0.0.1', PUBLIC_URL: publicUrl },
})

async function stop(code) {
  child.kill('SIGTERM')
  await Promise.all([pageServer.close(), chatServer.close()])
  process.exit(code)
}
child.on('exit', (code) => void stop(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(0))
endWithNpm()
