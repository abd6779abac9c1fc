import { WebSocketServer } from 'ws'

// A process of its own, as Baton's servers are: says its port on the first line and sends back whatever it is sent.
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('connection', (socket) => {
  socket.on('error', () => {})
  socket.on('message', (data, binary) => socket.send(data, { binary }))
})
server.on('listening', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) console.log(address.port)
})
// It ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume()
