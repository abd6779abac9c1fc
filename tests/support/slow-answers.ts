import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export type SlowAnswers = { url: string; close: () => void }

/** A way to a server on which the answers to some requests (`METHOD /path`) are late, with everything they set; all else is not. */
export async function slowAnswers(to: string, which: RegExp, milliseconds: number): Promise<SlowAnswers> {
  const { hostname: host, port } = new URL(to)
  const readdressed = (headers: IncomingHttpHeaders) => ({
    ...headers,
    host: `${host}:${port}`,
    ...(headers.origin === undefined ? {} : { origin: to }),
  })
  const proxy = createServer((asked, answer) => {
    const { method, url = '/' } = asked
    const passed = request({ host, port, method, path: url, headers: readdressed(asked.headers) }, (back) => {
      const late = which.test(`${method} ${url}`) ? milliseconds : 0
      setTimeout(() => {
        answer.writeHead(back.statusCode ?? 502, back.headers)
        back.pipe(answer)
      }, late)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  proxy.on('upgrade', (asked, socket) => {
    const passed = connect(Number(port), host)
    const lines = Object.entries(readdressed(asked.headers)).map(([name, value]) => `${name}: ${value}`)
    passed.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    socket.pipe(passed).pipe(socket)
    passed.on('error', () => socket.destroy())
    socket.on('error', () => passed.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () => {
      proxy.close()
      proxy.closeAllConnections()
    },
  }
}
