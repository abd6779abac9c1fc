import type { PreviewAnswer } from '@baton/protocol'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { previewTexts as texts } from '../texts/preview.ts'

/** Which knowledge was found, which tools the bot asked for, and what went wrong. */
export function HowItCame({ answer, open }: { answer: PreviewAnswer; open: boolean }) {
  const { found, calls, sources, failure } = answer
  return (
    <details className="how" open={open}>
      <summary className="small">{texts.how}</summary>
      <div className="how__parts">
        {failure !== null && (
          <p className="how__failure small">
            <IconAlertTriangle size={16} className="how__icon" aria-hidden="true" />
            <span>
              <span className="strong">{texts.failure}:</span> {failure}
            </span>
          </p>
        )}
        <Part title={texts.found}>{found.length === 0 ? texts.foundNone : <Found found={found} />}</Part>
        {sources.length > 0 && <Part title={texts.sources}>{sources.map(({ title }) => title).join(', ')}</Part>}
        <Part title={texts.calls}>{calls.length === 0 ? texts.callsNone : <Calls calls={calls} />}</Part>
      </div>
    </details>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="small">
      <h2 className="small">{title}</h2>
      <div className="soft">{children}</div>
    </section>
  )
}

function Found({ found }: { found: PreviewAnswer['found'] }) {
  return (
    <ol className="how__list">
      {found.map(({ title, url, excerpt, score }) => (
        <li key={`${title} ${score} ${excerpt}`}>
          <p>
            <span className="strong how__title">{url === null ? title : <Link url={url}>{title}</Link>}</span>{' '}
            <span className="figures">{texts.score(score)}</span>
          </p>
          <p className="how__excerpt">{excerpt}</p>
        </li>
      ))}
    </ol>
  )
}

function Link({ url, children }: { url: string; children: ReactNode }) {
  return (
    <a href={url} target="_blank" rel="noopener nofollow">
      {children}
    </a>
  )
}

function Calls({ calls }: { calls: PreviewAnswer['calls'] }) {
  return (
    <ol className="how__list">
      {calls.map(({ powerUp, input, accepted }) => (
        <li key={`${powerUp} ${JSON.stringify(input)}`}>
          <p className="line">
            {accepted ? <IconCheck size={16} aria-hidden="true" /> : <IconX size={16} aria-hidden="true" />}
            <code className="how__title">{powerUp}</code> <span>{accepted ? texts.accepted : texts.refused}</span>
          </p>
          <pre className="how__input">{JSON.stringify(input, null, 2)}</pre>
        </li>
      ))}
    </ol>
  )
}
