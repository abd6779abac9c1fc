import { type Command, type HostIdentity, type LookChange, MARK } from './messages.ts'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const schemes = ['auto', 'light', 'dark'] as const

/** A message of the page around as a command; null for anything else. `trusted`: it came from a page of Baton's own. */
export function readCommand(data: unknown, trusted: boolean): Command | null {
  if (!isFields(data) || !isFields(data[MARK])) return null
  const said = data[MARK]
  switch (said.kind) {
    case 'show':
    case 'hide':
    case 'reset':
      return { kind: said.kind }
    case 'sendMessage':
      return typeof said.text === 'string' ? { kind: 'sendMessage', text: said.text } : null
    case 'newConversation':
      return { kind: 'newConversation', ...given('text', text(said.text)) }
    case 'theme':
      return { kind: 'theme', look: readLook(said.look, trusted) }
    case 'identify':
      return { kind: 'identify', identity: readIdentity(said.identity) }
    case 'page':
      return { kind: 'page', page: said.page }
    default:
      return null
  }
}

/** What of it is a look; the rest is left out. */
export function readLook(value: unknown, trusted: boolean): LookChange {
  if (!isFields(value)) return {}
  const scheme = schemes.find((one) => one === value.scheme)
  const colour = /^#[0-9a-f]{6}$/i.test(text(value.colour) ?? '') ? text(value.colour) : undefined
  const draft = trusted && isFields(value.draft) ? (value.draft as LookChange['draft']) : undefined
  return { ...given('scheme', scheme), ...given('colour', colour), ...given('draft', draft) }
}

function readIdentity(value: unknown): HostIdentity {
  if (!isFields(value)) return {}
  const { name, email, token } = value
  return { ...given('name', text(name)), ...given('email', text(email)), ...given('token', text(token)) }
}

/** The field, unless there is nothing in it. */
function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value })
}
