/** Markup that is safe to send: made by `html` alone. */
export type Html = { readonly markup: string }

type Value = string | number | Html | readonly Html[] | null

/** A template whose values are escaped, whoever wrote them; only other `html` goes in as markup. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  const markup = parts.reduce((text, part, index) => text + inserted(values[index - 1] ?? null) + part)
  return { markup }
}

/** Somebody's text with its line breaks. */
export function lines(text: string): Html {
  return {
    markup: text
      .split(/\r\n|\r|\n/)
      .map(escaped)
      .join('<br>'),
  }
}

function inserted(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return 'markup' in value ? value.markup : value.map((one) => one.markup).join('')
}

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** In which language and direction a mail is written. */
export type Written = { language: string; direction: 'ltr' | 'rtl' }

/**
 * The page around a mail. It sets no colours, so that it is right in light and dark; no image, nothing is loaded from
 * anywhere. Language and direction are said twice, because mail programs take a mail out of its page.
 */
export function page(title: string, body: Html, { language, direction }: Written): string {
  const document = html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
</head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere">
<div lang="${language}" dir="${direction}" style="max-width:560px;margin:0 auto">
${body}
</div>
</body>
</html>
`
  return document.markup
}

/** The one thing to do. */
export function action(label: string, url: string): Html {
  const style =
    'display:inline-block;padding:10px 18px;border:2px solid;border-radius:6px;font-weight:600;text-decoration:none'
  return html`<p style="margin:24px 0"><a href="${url}" style="${style}">${label}</a></p>`
}

/** What the mail is about. */
export function heading(text: string): Html {
  return html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${text}</h1>`
}

/** What somebody said, set off from the mail's own words at the side where reading begins. */
export function quote(said: { who: string; when: string; text: string }, { direction }: Written): Html {
  const side = direction === 'rtl' ? 'right' : 'left'
  return html`<p style="margin:0 0 12px;padding-${side}:12px;border-${side}:3px solid"><strong><bdi>${said.who}</bdi></strong> <small><bdi>${said.when}</bdi></small><br><bdi>${lines(said.text)}</bdi></p>`
}
