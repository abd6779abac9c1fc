import { createHash } from 'node:crypto'
import { policy } from './page-policy.ts'

const style = `
:root { color-scheme: light dark }
body { margin: 0; font: 16px/1.6 system-ui, sans-serif }
main { max-width: 38rem; margin: 12vh auto; padding: 0 1.5rem }
h1 { font-size: 1.5rem; line-height: 1.3 }
p { opacity: .75 }
`.trim()
const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** Strict, as a careful site would have it: the widget needs no more than this. The dashboard shows the page in a frame. */
export const demoPolicy = policy({
  'script-src': ["'self'"],
  'style-src': [styleHash],
  'img-src': ['data:'],
  'connect-src': ["'self'"],
  'frame-src': ["'self'"],
  'frame-ancestors': ["'self'"],
})

/** A plain page with the widget on it, as any site could be. */
export function demoPage(bot: { id: string; name: string }): string {
  const name = escaped(bot.name)
  return page(
    `${name} on a page`,
    `<h1>This could be your site</h1>
<p>${name} waits behind the button in the corner. Nothing of the chat is loaded before somebody opens it.</p>`,
    `<script src="/widget.js" data-bot="${escaped(bot.id)}" async></script>`,
  )
}

export function missingDemoPage(): string {
  return page('No such bot', '<h1>There is no such bot</h1>\n<p>Check the address, or open the bot’s Web tab.</p>', '')
}

function page(title: string, body: string, script: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
${script}
</body>
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
