// The protocol's own value lives beside its schemas, which are too heavy for this page; a test holds the two together.

/** Longest message, in characters (code points). */
export const LONGEST_MESSAGE = 4000

/** How many more characters this message may have; below zero it is too long. */
export function roomLeft(text: string): number {
  return LONGEST_MESSAGE - [...text.trim()].length
}
