import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is derived from the installation's one secret; each purpose has a key of its own (HKDF, RFC 5869). */
export type Secrets = {
  /** Encrypts for storage (AES-256-GCM). */
  seal: (text: string) => string
  /** Reads what `seal` wrote; throws when it was written under another secret or changed. */
  open: (sealed: string) => string
  /** Known by this and not by its text: start keys, invitation and API keys are stored as this. */
  hash: (text: string) => string
  /** Key for customers' tokens. */
  tokenKey: Uint8Array
  /** Secret for the credentials library. */
  authSecret: string
  /** Tells two secrets apart without telling anything of them. */
  fingerprint: string
}

export function deriveSecrets(secret: string): Secrets {
  const key = (purpose: string) => new Uint8Array(hkdfSync('sha256', secret, 'baton', purpose, 32))
  const storageKey = key('storage')
  const hashKey = key('hash')
  return {
    seal: (text) => seal(storageKey, text),
    open: (sealed) => open(storageKey, sealed),
    hash: (text) => createHmac('sha256', hashKey).update(text).digest('base64url'),
    tokenKey: key('customer-token'),
    authSecret: Buffer.from(key('credentials')).toString('base64url'),
    fingerprint: Buffer.from(key('fingerprint')).toString('base64url').slice(0, 16),
  }
}

/** The secret of `DATA_DIR/secret`, made on first use, readable by its owner only. */
export function secretOfDataDir(dataDir: string): string {
  const path = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(path, `${randomBytes(48).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < 32) throw new Error(`${path} is damaged: restore it from a backup, or set BATON_SECRET.`)
  return secret
}

function seal(key: Uint8Array, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
}

function open(key: Uint8Array, sealed: string): string {
  const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
