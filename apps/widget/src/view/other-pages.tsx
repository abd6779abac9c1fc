import { texts } from '../texts/texts.ts'

/** There is no such bot, or there is none any more. */
export function MissingChat() {
  return (
    <main class="other-page">
      <h1>{texts.page.missing}</h1>
      <p>{texts.page.missingBody}</p>
    </main>
  )
}

/** The server does not answer. */
export function Unreachable({ retry }: { retry: () => void }) {
  return (
    <main class="other-page">
      <h1>{texts.page.unreachable}</h1>
      <p role="status">{texts.page.unreachableBody}</p>
      <button type="button" class="button primary" onClick={retry}>
        {texts.page.retry}
      </button>
    </main>
  )
}

/** Seen only when it takes a moment. */
export function Loading() {
  return (
    <main class="other-page late">
      <p role="status">{texts.loading}</p>
    </main>
  )
}

/** Where the frame is not allowed to be a chat: the way to the page that is one. */
export function OwnWindow({ botId }: { botId: string }) {
  return (
    <main class="other-page">
      <a class="button primary" href={`/b/${encodeURIComponent(botId)}`} target="_blank" rel="noopener">
        {texts.ownWindow}
      </a>
    </main>
  )
}
