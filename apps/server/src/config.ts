import { isIP } from 'node:net'
import { isEmailAddress } from '@baton/core'
import { type AllowList, readAllowList } from './guard/allow-list.ts'

/** One setting: everything that the start, `.env.example` and `docs/configuration.md` know of it. */
type Setting<Value> = {
  name: string
  fallback: string
  help: string
  /** The value, or what would be right. */
  read: (text: string) => { value: Value } | { wrong: string }
}

export type Config = {
  port: number
  host: string
  publicUrl: string
  dataDir: string
  databaseUrl: string | undefined
  secret: string | undefined
  smtpUrl: string | undefined
  mailFrom: string | undefined
  owner: { email: string; password: string; name: string; teamName: string } | undefined
  /** Addresses, ranges, or `loopback`. */
  trustProxy: string[]
  allowPrivateWebhooks: boolean
  allowPrivateAddresses: AllowList
  rateLimits: boolean
  metrics: boolean
  logLevel: string
}

const optional =
  (check: (text: string) => string | null = () => null) =>
  (text: string) => {
    if (text === '') return { value: undefined }
    const wrong = check(text)
    return wrong === null ? { value: text } : { wrong }
  }

const oneOf =
  (...allowed: string[]) =>
  (text: string) =>
    allowed.includes(text) ? { value: text } : { wrong: `one of ${allowed.join(', ')}` }

const flag = (text: string) =>
  text === 'true' || text === 'false' ? { value: text === 'true' } : { wrong: 'true or false' }

const url =
  (...protocols: string[]) =>
  (text: string) =>
    URL.canParse(text) && protocols.includes(new URL(text).protocol)
      ? null
      : `an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`

/** As long as the pages allow for names. */
const shownName = (text: string) => (text.length <= 100 ? { value: text } : { wrong: 'at most 100 characters' })

const emailLike = (text: string) => (/^[^\s@<>]+@[^\s@<>]+$/.test(text) ? null : 'an e-mail address')
const personsEmail = (text: string) => (isEmailAddress(text) ? null : 'an e-mail address such as ada@example.com')

function port(text: string) {
  const number = Number(text)
  return /^\d+$/.test(text) && number <= 65535 ? { value: number } : { wrong: 'a number from 0 to 65535' }
}

function host(text: string) {
  const named = /^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/.test(text)
  return isIP(text) > 0 || named ? { value: text } : { wrong: 'a host name or an IP address, without port' }
}

function publicUrl(text: string) {
  const wrong = url('http:', 'https:')(text)
  if (wrong !== null) return { wrong }
  const { pathname, search, hash, origin } = new URL(text)
  return pathname === '/' && search === '' && hash === ''
    ? { value: origin }
    : { wrong: 'an origin without a path, such as https://chat.example.com' }
}

function trustedProxies(text: string) {
  const ranges = text === 'none' ? [] : text.split(',').map((one) => one.trim())
  const right = ranges.every((range) => range === 'loopback' || isRange(range))
  return right ? { value: ranges } : { wrong: 'loopback, none, or IP addresses and ranges separated by commas' }
}

function allowList(text: string) {
  const list = readAllowList(text)
  return list === null ? { wrong: 'hosts, host:port, IP addresses and ranges separated by commas' } : { value: list }
}

function isRange(range: string): boolean {
  const [address = '', bits, ...more] = range.split('/')
  const most = isIP(address) === 6 ? 128 : 32
  return isIP(address) > 0 && more.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))
}

/** Every setting, in the order in which the documentation shows them. */
export const settings = {
  PORT: setting('PORT', '4100', 'Port that the server listens on.', port),
  HOST: setting('HOST', '127.0.0.1', 'Address that the server listens on; 0.0.0.0 for all.', host),
  PUBLIC_URL: setting(
    'PUBLIC_URL',
    'http://localhost:$PORT',
    'Address that links, mails and snippets use, and the Origin that is accepted. When it is a loopback name, all loopback names are accepted.',
    publicUrl,
  ),
  DATA_DIR: setting(
    'DATA_DIR',
    './data',
    'Folder of the embedded database, the secret and the mail outbox.',
    (text) => ({
      value: text,
    }),
  ),
  DATABASE_URL: setting(
    'DATABASE_URL',
    '',
    'A PostgreSQL server, 15 or newer (postgres://…). Empty: embedded SQLite in DATA_DIR. Several server processes may share one.',
    optional(url('postgres:', 'postgresql:')),
  ),
  BATON_SECRET: setting(
    'BATON_SECRET',
    '',
    'Signs tokens and encrypts stored secrets; at least 32 characters. Empty: made once and kept in DATA_DIR. All servers on one database need the same.',
    optional((text) => (text.length >= 32 ? null : 'at least 32 random characters')),
  ),
  SMTP_URL: setting(
    'SMTP_URL',
    '',
    'SMTP server for mails (smtp:// or smtps://). Empty: mails are kept in DATA_DIR/outbox.',
    optional(url('smtp:', 'smtps:')),
  ),
  MAIL_FROM: setting('MAIL_FROM', '', 'Sender address of mails.', optional(emailLike)),
  OWNER_EMAIL: setting('OWNER_EMAIL', '', 'Unattended first start: address of the owner.', optional(personsEmail)),
  OWNER_PASSWORD: setting(
    'OWNER_PASSWORD',
    '',
    'Unattended first start: the owner’s password, 10 to 128 characters.',
    optional((text) => (text.length >= 10 && text.length <= 128 ? null : '10 to 128 characters')),
  ),
  OWNER_NAME: setting('OWNER_NAME', 'Owner', 'Unattended first start: the owner’s name.', shownName),
  TEAM_NAME: setting('TEAM_NAME', 'My team', 'Unattended first start: the team’s name.', shownName),
  TRUST_PROXY: setting(
    'TRUST_PROXY',
    'loopback',
    'Whose X-Forwarded-For is believed: `loopback` (a reverse proxy on the same host), `none`, or addresses and ranges separated by commas (10.0.0.0/8). Limits count by the address that follows from it.',
    trustedProxies,
  ),
  ALLOW_PRIVATE_WEBHOOKS: setting(
    'ALLOW_PRIVATE_WEBHOOKS',
    'false',
    'Lets webhooks reach private addresses, over http and on any port (a receiver on the same host).',
    flag,
  ),
  ALLOW_PRIVATE_ADDRESSES: setting(
    'ALLOW_PRIVATE_ADDRESSES',
    '',
    'What models, knowledge and webhooks may reach although it is private, without https or on another port: hosts with or without a port (ollama:11434), IP addresses, ranges (10.0.0.0/8), separated by commas.',
    allowList,
  ),
  RATE_LIMITS: setting('RATE_LIMITS', 'on', '`off` for load tests only.', oneOf('on', 'off')),
  METRICS: setting('METRICS', 'false', 'Prometheus text at /metrics.', flag),
  LOG_LEVEL: setting(
    'LOG_LEVEL',
    'info',
    'fatal, error, warn, info, debug or silent. Logs are JSON lines, without message texts and e-mail addresses.',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
  ),
}

function setting<Value>(name: string, fallback: string, help: string, read: Setting<Value>['read']): Setting<Value> {
  return { name, fallback, help, read }
}

/** A setting that stops the start: its message names the variable, what is wrong and what would be right. */
export class WrongSetting extends Error {}

/** Reads the settings from an environment. Throws `WrongSetting`. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const get = <Value>({ name, fallback, read }: Setting<Value>, byDefault = fallback): Value => {
    const text = env[name]?.trim() || byDefault
    const result = read(text)
    if ('value' in result) return result.value
    const shown = /SECRET|PASSWORD|_URL/.test(name) ? 'its value' : JSON.stringify(text)
    throw new WrongSetting(`${name} is wrong: ${shown} is not ${result.wrong}.`)
  }
  const listenPort = get(settings.PORT)
  return {
    port: listenPort,
    host: get(settings.HOST),
    publicUrl: get(settings.PUBLIC_URL, `http://localhost:${listenPort}`),
    dataDir: get(settings.DATA_DIR),
    databaseUrl: get(settings.DATABASE_URL),
    secret: get(settings.BATON_SECRET),
    smtpUrl: get(settings.SMTP_URL),
    mailFrom: get(settings.MAIL_FROM),
    owner: readOwner(
      get(settings.OWNER_EMAIL),
      get(settings.OWNER_PASSWORD),
      get(settings.OWNER_NAME),
      get(settings.TEAM_NAME),
    ),
    trustProxy: get(settings.TRUST_PROXY),
    allowPrivateWebhooks: get(settings.ALLOW_PRIVATE_WEBHOOKS),
    allowPrivateAddresses: get(settings.ALLOW_PRIVATE_ADDRESSES),
    rateLimits: get(settings.RATE_LIMITS) === 'on',
    metrics: get(settings.METRICS),
    logLevel: get(settings.LOG_LEVEL),
  }
}

function readOwner(email: string | undefined, password: string | undefined, name: string, teamName: string) {
  if (email !== undefined && password !== undefined) return { email, password, name, teamName }
  if (email === undefined && password === undefined) return undefined
  const missing = email === undefined ? 'OWNER_EMAIL' : 'OWNER_PASSWORD'
  throw new WrongSetting(`${missing} is missing: OWNER_EMAIL and OWNER_PASSWORD go together; set both or neither.`)
}
