/** Random bytes from the browser. Unlike `randomUUID`, this also exists on pages that are not served over TLS. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** A random UUID (version 4) from 16 random bytes: the `clientId` of one message. */
export function makeClientId(bytes: Uint8Array = randomBytes(16)): string {
  const hex = Array.from(bytes, (byte, index) => versioned(byte, index).toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

/** The secret that begins a conversation: 256 random bits as base64url. */
export function makeStartKey(bytes: Uint8Array = randomBytes(32)): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

function versioned(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x40
  if (index === 8) return (byte & 0x3f) | 0x80
  return byte
}
