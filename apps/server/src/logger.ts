import pino from 'pino'

/**
 * JSON lines on standard output. What identifies or quotes a person is cut wherever it might slip in: no message text,
 * no e-mail address, no token.
 */
export function createLogger(level: string) {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'email',
        'text',
        'token',
        'password',
        '*.email',
        '*.text',
        '*.token',
        '*.password',
        'headers',
        '*.headers',
      ],
      censor: '[cut]',
    },
    serializers: { err: errorWithoutContent },
  })
}

/** An error's kind, code and place. Messages of database errors quote rows, so addresses in them are cut. */
function errorWithoutContent(error: Error & { code?: unknown }) {
  return {
    type: error.name,
    ...(error.code === undefined ? {} : { code: String(error.code) }),
    message: withoutAddresses(error.message),
    stack: withoutAddresses(error.stack ?? ''),
  }
}

/** More of an error says nothing more, and takes long to look through. In characters. */
const LONGEST = 8_000

function withoutAddresses(text: string): string {
  return text.slice(0, LONGEST).replace(/[^\s<>"'=(]+@[^\s<>"',)]+/g, '[address]')
}

export type Logger = ReturnType<typeof createLogger>
