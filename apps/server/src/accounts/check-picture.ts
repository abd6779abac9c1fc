import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import type { Picture } from '../store/avatars.ts'

/** Largest picture in bytes. Pages crop and shrink before they send, to a few kilobytes. */
export const PICTURE_BYTES = 256 * 1024
/** Longest side in pixels: a small file can unfold to a picture that stops a browser. */
export const PICTURE_SIDE = 1024

/** What browsers draw and what holds no script. */
const types: Record<string, string> = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', gif: 'image/gif' }

/** The picture that these bytes are, told by their content and never by what the sender calls them; null when none of ours. */
export function checkPicture(bytes: Buffer): Picture | null {
  const found = sizeOf(bytes)
  const type = types[found?.type ?? '']
  if (found === null || type === undefined || bytes.length > PICTURE_BYTES) return null
  const sides = [found.width, found.height]
  if (sides.some((side) => !(side >= 1 && side <= PICTURE_SIDE))) return null
  return { type, bytes, version: createHash('sha256').update(bytes).digest('hex').slice(0, 16) }
}

function sizeOf(bytes: Buffer) {
  try {
    return imageSize(bytes)
  } catch {
    // Not a picture, or a broken one.
    return null
  }
}
