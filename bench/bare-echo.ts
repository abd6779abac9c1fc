import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'

const program = fileURLToPath(new URL('echo-server.ts', import.meta.url))

export type EchoServer = { open: () => Promise<EchoSocket>; close: () => void }
export type EchoSocket = {
  /** Milliseconds until what was sent has come back; one at a time. */
  echo: () => Promise<number>
  cut: () => void
}

/** A bare WebSocket server in a process of its own: what this machine needs for a frame there and back. */
export async function startEchoServer(): Promise<EchoServer> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const url = `ws://127.0.0.1:${Number(line)}`
  return { open: () => openSocket(url), close: () => child.stdin.end() }
}

async function openSocket(url: string): Promise<EchoSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  socket.on('error', () => {})
  await once(socket, 'open')
  return {
    echo: async () => {
      const from = performance.now()
      socket.send('x'.repeat(400))
      await once(socket, 'message')
      return performance.now() - from
    },
    cut: () => socket.terminate(),
  }
}
