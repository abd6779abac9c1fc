import type { AddressInfo } from 'node:net'
import { createServer, isIP, type Server } from 'node:net'
import { buildConnector } from 'undici'

/**
 * Stands in for the step that opens a connection. It writes down every address that is to be connected, and does connect, to a
 * listener of its own, where that address is loopback: whatever is broken in front of it, nothing leaves this machine.
 */
export async function startLoopbackGate() {
  const listeners: Server[] = []
  const wanted: string[] = []
  let port = 0
  let connections = 0
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer((socket) => {
      connections += 1
      socket.resume()
      socket.on('error', () => {})
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })
    const listening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen({ port, host }, () => resolve(true))
    })
    if (!listening) continue
    port = (server.address() as AddressInfo).port
    listeners.push(server)
  }
  const open: typeof buildConnector = (settings) => (options, callback) => {
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1')
    const enter = (addresses: readonly string[]) => {
      wanted.push(...addresses)
      if (addresses.length === 0 || !addresses.every(isLoopback)) return callback(new Error('written down'), null)
      // Over plain TCP: the subject is where connections lead.
      const plain = { ...options, protocol: 'http:', port: String(port), hostname: addresses[0] ?? '' }
      buildConnector({ timeout: 2_000 })(plain, callback)
    }
    if (isIP(host) !== 0) return enter([host])
    const lookup = settings && 'lookup' in settings ? settings.lookup : undefined
    if (lookup === undefined) throw new Error('nobody looks the name up')
    lookup(host, { all: true }, (error, found) => {
      if (error) callback(error, null)
      else enter(Array.isArray(found) ? found.map(({ address }) => address) : [String(found)])
    })
  }
  return {
    open,
    /** Every address that was to be connected, in order. */
    wanted,
    connections: () => connections,
    reset: () => {
      wanted.length = 0
      connections = 0
    },
    stop: async () => {
      await Promise.all(listeners.map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

const isLoopback = (address: string) => /^127\./.test(address) || address === '::1'
