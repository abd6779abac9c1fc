import type { TroubledWebhook } from '../store/webhook-trouble.ts'
import { headerText } from './header-text.ts'
import { action, heading, html, page } from './html.ts'
import type { Content } from './mail.ts'
import type { Speech } from './speech.ts'

/** More than these are only counted. */
const SHOWN = 10

/** The mail that tells those who look after webhooks that one was switched off, or that deliveries were given up. */
export function composeWebhookMail(webhooks: readonly TroubledWebhook[], publicUrl: string, speech: Speech): Content {
  const { words, fill } = speech
  const headline = headlineOf(webhooks, speech)
  const shown = webhooks
    .slice(0, SHOWN)
    .map((webhook) => ({ what: whatOf(webhook, speech), ...placeOf(webhook, publicUrl) }))
  const left = webhooks.length - SHOWN
  const more = left > 0 ? fill(words.digest.more, { count: String(left) }) : null
  const text = shown.map(({ title, url, what, page }) => `${title}\n${url}\n${what}\n${page}\n`)
  const blocks = shown.map(
    ({ title, url, what, page }) => html`<h2 style="margin:24px 0 4px;font-size:16px"><bdi>${title}</bdi></h2>
<p style="margin:0 0 8px;font-size:14px"><bdi>${url}</bdi></p>
<p style="margin:0">${what}</p>
${action(words.webhook.open, page)}`,
  )
  return {
    subject: headline,
    text: `${headline}\n\n${text.join('\n')}${more === null ? '' : `\n${more}\n`}`,
    html: page(
      headline,
      html`${heading(headline)}
${blocks}
${more === null ? null : html`<p>${more}</p>`}`,
      speech,
    ),
  }
}

function headlineOf(webhooks: readonly TroubledWebhook[], { words, count, fill }: Speech): string {
  const { headline, notArrived, switchedOff } = words.webhook
  const [first] = webhooks
  if (first === undefined || webhooks.length > 1) return count(headline, webhooks.length)
  const bot = headerText(first.botName, 60)
  return fill(first.disabledReason === null ? notArrived : switchedOff, { bot })
}

function placeOf({ botId, botName, id, type, url }: TroubledWebhook, publicUrl: string) {
  return { title: `${headerText(botName, 60)}: ${type}`, url, page: `${publicUrl}/bots/${botId}/webhooks/${id}` }
}

/** What has happened, and what happens next. */
function whatOf(webhook: TroubledWebhook, speech: Speech): string {
  const { disabledReason, disabledAt, failingSince, failed, firstFailedAt, failures, held } = webhook
  const { fill, count, sentences, time } = speech
  const words = speech.words.webhook
  const kept = [words.kept, held > 0 ? fill(words.keptSoFar, { count: String(held) }) : '']
  if (disabledReason === 'gone') return sentences(fill(words.gone, { time: time(disabledAt ?? 0) }), ...kept)
  if (disabledReason === 'failing') {
    return sentences(fill(words.failing, { time: time(failingSince ?? disabledAt ?? 0) }), ...kept)
  }
  if (failed === 0) return sentences(count(words.attemptsFailed, failures), words.nothingLost)
  return sentences(count(words.givenUp, failed, { time: time(firstFailedAt ?? 0) }), words.sendAgain)
}
