import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import type { AddressInfo } from 'node:net'
import { decode, encode } from 'dns-packet'

/** What the server answers for a name: always the same addresses, or others each time that it is asked (counted from 0). */
export type Zone = Record<string, readonly string[] | ((asked: number) => readonly string[])>

/** A real name server on loopback, with a resolver that asks nobody else. Every answer may be kept for no time at all. */
export async function startNameServer(zone: Zone) {
  const asked: Record<string, number> = {}
  const socket = createSocket('udp4')
  socket.on('message', (message, from) => {
    const query = decode(message)
    const [question] = query.questions ?? []
    if (question === undefined) return
    const name = question.name.toLowerCase()
    const entry = zone[name]
    const key = `${question.type} ${name}`
    const count = asked[key] ?? 0
    asked[key] = count + 1
    const addresses = typeof entry === 'function' ? entry(count) : (entry ?? [])
    const fitting = addresses.filter((address) => (question.type === 'AAAA') === address.includes(':'))
    const type = question.type === 'AAAA' ? ('AAAA' as const) : ('A' as const)
    const answers = fitting.map((data) => ({ type, name: question.name, ttl: 0, data }))
    // 384: recursion was available; 3: no such name.
    const flags = 384 | (entry === undefined ? 3 : 0)
    const answer = encode({
      type: 'response',
      ...(query.id !== undefined && { id: query.id }),
      flags,
      questions: [question],
      answers,
    })
    socket.send(answer, from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const resolver = new Resolver({ timeout: 1_000, tries: 1 })
  resolver.setServers([`127.0.0.1:${(socket.address() as AddressInfo).port}`])
  const family = (addresses: Promise<string[]>, number: 4 | 6) =>
    addresses.then(
      (list) => list.map((address) => ({ address, family: number })),
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENODATA') return []
        throw error
      },
    )
  return {
    /** How often the name was asked for, by kind of address. */
    asked: (name: string) => ({ v4: asked[`A ${name}`] ?? 0, v6: asked[`AAAA ${name}`] ?? 0 }),
    resolve: async (host: string) => {
      const [four, six] = await Promise.all([family(resolver.resolve4(host), 4), family(resolver.resolve6(host), 6)])
      return [...four, ...six]
    },
    stop: () => new Promise<void>((resolve) => socket.close(resolve)),
  }
}
