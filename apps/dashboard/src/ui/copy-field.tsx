import { Button, CopyButton, Textarea } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { shared } from '../texts/shared.ts'
import './copy-field.css'

type Props = { label: string; description?: string; value: string; children?: ReactNode }

/** An address or a key to take along: shown whole on as many lines as it needs, selected on focus, copied by its button. */
export function CopyField({ label, description, value, children }: Props) {
  return (
    <div className="copy-field">
      <Textarea
        className="copy-field__input"
        label={label}
        {...(description ? { description } : {})}
        value={value}
        readOnly
        autosize
        minRows={1}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={copy}
            aria-live="polite"
          >
            {copied ? shared.copied : shared.copy}
          </Button>
        )}
      </CopyButton>
      {children}
    </div>
  )
}
