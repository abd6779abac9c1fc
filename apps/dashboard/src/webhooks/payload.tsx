import { CopyButton, UnstyledButton } from '@mantine/core'
import { useId } from 'react'
import { shared } from '../texts/shared.ts'

/** A text as it goes over the wire, to be read and copied. JSON is set out in lines. */
export function Payload({ title, text, json = false }: { title: string; text: string; json?: boolean }) {
  const id = useId()
  return (
    <div className="payload">
      <div className="line line_apart">
        <h3 id={id} className="small">
          {title}
        </h3>
        <CopyButton value={text} timeout={2000}>
          {({ copied, copy }) => (
            <UnstyledButton className="payload__copy small" onClick={copy} aria-live="polite">
              {copied ? shared.copied : shared.copy}
            </UnstyledButton>
          )}
        </CopyButton>
      </div>
      <section aria-labelledby={id}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className="payload__text" tabIndex={0}>
          {json ? setOut(text) : text}
        </pre>
      </section>
    </div>
  )
}

function setOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
