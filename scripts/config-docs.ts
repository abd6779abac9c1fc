// Writes .env.example and docs/configuration.md from the settings in apps/server/src/config.ts: `node scripts/config-docs.ts`.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { settings } from '../apps/server/src/config.ts'

const all = Object.values(settings)

/** Every setting, commented out, with its help above it. */
export function envExample(): string {
  const lines = all.map(({ name, fallback, help }) => `${wrapped(help)}\n# ${name}=${fallback}\n`)
  return `# Baton's settings. Copy to .env and take the mark off what you change. All of them: docs/configuration.md\n\n${lines.join('\n')}`
}

export function configurationPage(): string {
  const rows = all.map(
    ({ name, fallback, help }) => `| \`${name}\` | ${fallback ? `\`${fallback}\`` : '–'} | ${help} |`,
  )
  return `# Configuration

Settings are environment variables, or lines of a file \`.env\` in the folder where \`npm start\` runs (the environment wins).
A wrong setting stops the start with its name, what is wrong and what would be right. This page is generated from
\`apps/server/src/config.ts\` by \`node scripts/config-docs.ts\`; a test holds it.

| variable | default | meaning |
| --- | --- | --- |
${rows.join('\n')}

## More than one server

Give every server process the same \`DATABASE_URL\` (PostgreSQL) and the same \`BATON_SECRET\`; nothing else is needed. A server
whose secret does not fit the database refuses to start. The embedded SQLite database is for one process: a second one on
the same \`DATA_DIR\` is refused.

## Health

\`GET /healthz\` answers 200 while the process lives; \`GET /readyz\` answers 200 when it can serve, and 503 while its database
does not answer. On SIGTERM the server stops accepting, finishes what is committed, tells sockets to reconnect, and ends
within 10 seconds.
`
}

function wrapped(text: string): string {
  const lines = ['#']
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? ''
    if (last.length + word.length > 100) lines.push(`# ${word}`)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync('.env.example', envExample())
  writeFileSync('docs/configuration.md', configurationPage())
}
