import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { shared } from '../texts/shared.ts'
import './web-channel.css'

/** Lines of code to take along, with their button. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <figure className="code-block" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by the keyboard as well */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
      <CopyButton value={code} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            className="code-block__copy"
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={copy}
            aria-live="polite"
          >
            {copied ? shared.copied : shared.copy}
          </Button>
        )}
      </CopyButton>
    </figure>
  )
}
