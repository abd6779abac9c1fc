import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import ipaddr from 'ipaddr.js'
import { WebSocketServer } from 'ws'
import type { Door } from './hello.ts'
import { FrameSocket, socketSettings, type Wire, wireOf } from './wire.ts'

const PATH = '/realtime'
const refusals = { 404: 'Not Found', 429: 'Too Many Requests', 503: 'Service Unavailable' }

export type UpgradePorts = {
  isClosing(): boolean
  isFullFor(address: string | null): boolean
  accept(wire: Wire, door: Door): void
}

/** Turns HTTP requests for `/realtime` into sockets, and refuses all others. */
export function createUpgrade(ports: UpgradePorts) {
  const server = new WebSocketServer({ ...socketSettings, WebSocket: FrameSocket })
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A peer that breaks off meanwhile must not end the process.
    socket.on('error', () => {})
    const address = addressOf(request)
    const { origin, cookie } = request.headers
    if ((request.url ?? '').split('?', 1)[0] !== PATH) refuse(socket, 404)
    else if (ports.isClosing()) refuse(socket, 503)
    else if (ports.isFullFor(address)) refuse(socket, 429)
    else server.handleUpgrade(request, socket, head, (ws) => ports.accept(wireOf(ws), { origin, cookie, address }))
  }
}

function refuse(socket: Duplex, status: keyof typeof refusals): void {
  const lines = [`HTTP/1.1 ${status} ${refusals[status]}`, 'Connection: close', 'Content-Length: 0', '', '']
  socket.end(lines.join('\r\n'), () => socket.destroy())
}

/**
 * The public address a request came from; null for loopback and private ones: those are proxies, behind which everybody
 * looks the same. Forwarding headers are not believed.
 */
function addressOf(request: IncomingMessage): string | null {
  const address = request.socket.remoteAddress
  if (address === undefined || !ipaddr.isValid(address)) return null
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return null
  // Whoever has one IPv6 address has the other 2^64 of its network as well.
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString()
}
