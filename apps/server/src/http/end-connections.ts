import type { Socket } from 'node:net'
import type { App } from './app.ts'

/** How long requests that run may take once the server stops, in milliseconds. */
const ANSWERED_WITHIN = 5_000

/**
 * Keeps no stop waiting. Node ends the connections that are idle when the server closes, but none of these: one whose
 * request is answered after that (it would be kept alive), one on which nothing was asked yet (browsers open them in
 * advance), and one whose request never ends.
 */
export function endConnectionsOnClose(app: App): void {
  const silent = new Set<Socket>()
  let closing = false
  app.server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.prependListener('request', (request) => silent.delete(request.socket))
  app.server.prependListener('upgrade', (request) => silent.delete(request.socket))
  app.addHook('preClose', async () => {
    closing = true
    for (const socket of silent) socket.destroy()
    const late = setTimeout(() => app.server.closeAllConnections(), ANSWERED_WITHIN)
    app.server.once('close', () => clearTimeout(late))
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  // An answer that was under way when the closing began has no such header.
  app.addHook('onResponse', async () => {
    if (closing) app.server.closeIdleConnections()
  })
}
