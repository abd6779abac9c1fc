import { randomBytes } from 'node:crypto'

/** 256 random bits that fit into a link. Whoever has it may; only its hash is kept. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** An API key: the prefix lets people and secret scanners know it for what it is. */
export const newApiKey = (): string => `bat_${newToken()}`

/** The part of a key that may be shown. */
export const prefixOf = (key: string): string => key.slice(0, 12)
