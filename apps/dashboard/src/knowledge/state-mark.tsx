import type { Knowledge } from '@baton/protocol'
import { Loader } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { knowledgeTexts as texts } from '../texts/knowledge.ts'

/** How far an item is: a mark and its word. What is ready needs none. */
export function StateMark({ item }: { item: Pick<Knowledge, 'state' | 'progress' | 'pages'> }) {
  const { state, progress } = item
  if (state === 'ready') return null
  return (
    <span className={`knowledge__state knowledge__state_${state} small`}>
      {state === 'waiting' && <IconClock size={16} stroke={1.8} aria-hidden="true" />}
      {state === 'reading' && <Loader size={14} color="currentColor" aria-hidden="true" />}
      {state === 'failed' && <IconAlertTriangle size={16} stroke={1.8} aria-hidden="true" />}
      {state === 'reading' && progress !== null ? progressWords(progress) : texts.states[state]}
    </span>
  )
}

function progressWords({ waiting, reading, ready, failed }: NonNullable<Knowledge['progress']>): string {
  const all = waiting + reading + ready + failed
  return all === 0 ? texts.states.reading : texts.progress(ready + failed, all)
}

/** Why an item could not be read or what of it was left out, in the server's words. */
export function StateWords({ item }: { item: Knowledge }) {
  const { state, error, notice, progress, characters } = item
  const failedPages = progress === null ? 0 : progress.failed
  return (
    <>
      {state === 'failed' && error !== null && (
        <span className="knowledge__error small">
          {error} {characters > 0 && texts.oldText}
        </span>
      )}
      {state === 'waiting' && error !== null && (
        <span className="soft small">
          {error} {texts.triedAgain}
        </span>
      )}
      {state !== 'failed' && failedPages > 0 && (
        <span className="knowledge__error small">{texts.failedPages(failedPages)}</span>
      )}
      {state !== 'failed' && notice !== null && <span className="soft small">{notice}</span>}
    </>
  )
}
