import type { TroubledWebhook } from '../store/webhook-trouble.ts'
import { headerText } from './header-text.ts'
import { action, html, page } from './html.ts'
import type { Content } from './mail.ts'
import { utc } from './occasion.ts'

/** More than these are only counted. */
const SHOWN = 10

/** The mail that tells those who look after webhooks that one was switched off, or that deliveries were given up. */
export function composeWebhookMail(webhooks: readonly TroubledWebhook[], publicUrl: string): Content {
  const headline = headlineOf(webhooks)
  const shown = webhooks.slice(0, SHOWN).map((webhook) => ({ ...wordsOf(webhook), ...placeOf(webhook, publicUrl) }))
  const more = webhooks.length > SHOWN ? `And ${webhooks.length - SHOWN} more.` : null
  const text = shown.map(({ title, url, what, next, page }) => `${title}\n${url}\n${what} ${next}\n${page}\n`)
  const blocks = shown.map(
    ({ title, url, what, next, page }) => html`<h2 style="margin:24px 0 4px;font-size:16px">${title}</h2>
<p style="margin:0 0 8px;font-size:14px">${url}</p>
<p style="margin:0">${what} ${next}</p>
${action('Open the webhook', page)}`,
  )
  return {
    subject: headline,
    text: `${headline}.\n\n${text.join('\n')}${more === null ? '' : `\n${more}\n`}`,
    html: page(
      headline,
      html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${headline}</h1>
${blocks}
${more === null ? null : html`<p>${more}</p>`}`,
    ),
  }
}

function headlineOf(webhooks: readonly TroubledWebhook[]): string {
  const [first] = webhooks
  if (first === undefined || webhooks.length > 1) return `${webhooks.length} webhooks need attention`
  const bot = headerText(first.botName, 60)
  return first.disabledReason === null
    ? `Deliveries of a webhook of ${bot} did not arrive`
    : `A webhook of ${bot} was switched off`
}

function placeOf({ botId, botName, id, type, url }: TroubledWebhook, publicUrl: string) {
  return { title: `${headerText(botName, 60)}: ${type}`, url, page: `${publicUrl}/bots/${botId}/webhooks/${id}` }
}

function wordsOf(webhook: TroubledWebhook): { what: string; next: string } {
  const { disabledReason, disabledAt, failingSince, failed, failures, held } = webhook
  const kept = `What happens from now on is kept${held > 0 ? ` (${held} so far)` : ''} and sent when you switch it on again.`
  if (disabledReason === 'gone') {
    return { what: `Its receiver answered 410 (gone) on ${utc(disabledAt ?? 0)}, so it was switched off.`, next: kept }
  }
  if (disabledReason === 'failing') {
    const since = failingSince === null ? '' : ` since ${utc(failingSince)}`
    return { what: `Every attempt has failed${since}, so it was switched off.`, next: kept }
  }
  if (failed === 0) {
    const next = 'Nothing is lost yet: each delivery is tried again until it has arrived or is given up.'
    return { what: `The last ${failures} attempts failed.`, next }
  }
  const [count, them] = failed === 1 ? ['One delivery was', 'it'] : [`${failed} deliveries were`, 'them']
  return {
    what: `${count} given up.`,
    next: `When the receiver works again, send ${them} again from the delivery log.`,
  }
}
