import { connect } from 'node:net'

/** Sends an HTTP request as it is; answers the first line of what comes back. */
export function ask(url: string, lines: string[]): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write([...lines, '', ''].join('\r\n')))
    let answer = ''
    socket.on('data', (data) => {
      answer += String(data)
    })
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''))
    socket.on('error', reject)
    socket.setTimeout(3_000, () => socket.destroy(new Error('no answer')))
  })
}

/** A request to become a WebSocket. */
export const upgrade = (path: string, more: string[] = []) => [
  `GET ${path} HTTP/1.1`,
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ...more,
]
