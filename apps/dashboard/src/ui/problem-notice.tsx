import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { shared } from '../texts/shared.ts'
import './notices.css'

type Props = { error: unknown; title?: string; retry?: (() => void) | undefined }

/** What went wrong, where it went wrong, and a way to try again. */
export function ProblemNotice({ error, title = shared.problem.title, retry }: Props) {
  return (
    <div className="problem" role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <p className="problem__words">
        <span className="strong">{title}.</span> {error instanceof Error ? error.message : ''}
      </p>
      {retry && (
        <Button variant="default" onClick={retry}>
          {shared.retry}
        </Button>
      )}
    </div>
  )
}
