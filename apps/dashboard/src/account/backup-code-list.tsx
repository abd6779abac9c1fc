import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { accountTexts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'

const texts = accountTexts.twoFactor

/** The codes for the day on which the phone is lost; shown once, to copy or keep as a file. */
export function BackupCodeList({ codes }: { codes: string[] }) {
  const text = `${texts.codesFile}\n\n${codes.join('\n')}\n`
  return (
    <section className="stack backup-codes" aria-label={texts.codesTitle}>
      <div>
        <h3>{texts.codesTitle}</h3>
        <p className="soft">{texts.codesHelp}</p>
      </div>
      <ol className="backup-codes__list figures">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="line line_wrap">
        <CopyButton value={codes.join('\n')} timeout={2000}>
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
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={16} />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="baton-backup-codes.txt"
        >
          {texts.download}
        </Button>
      </div>
    </section>
  )
}
