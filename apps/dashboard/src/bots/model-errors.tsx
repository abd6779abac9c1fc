import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { keys } from '../api/keys.ts'
import { getBotErrors } from '../api/models.ts'
import { modelTexts } from '../texts/models.ts'
import { Moment } from '../ui/ages.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = modelTexts.errors
const FIRST = 5

/** Why the bot could not answer lately; nothing where it always could. */
export function ModelErrors({ botId }: { botId: string }) {
  const [all, setAll] = useState(false)
  const errors = useQuery({ queryKey: keys.botErrors(botId), queryFn: () => getBotErrors(botId) })
  if (errors.isError && !errors.data) {
    return <ProblemNotice title={texts.notLoaded} error={errors.error} retry={() => void errors.refetch()} />
  }
  const items = errors.data?.items ?? []
  if (items.length === 0) return null
  return (
    <div className="stack stack_tight">
      <h3>{texts.title}</h3>
      <p className="soft">{texts.help}</p>
      <ul className="model-errors">
        {items.slice(0, all ? items.length : FIRST).map(({ at, conversationId, message }) => (
          <li key={`${at} ${conversationId}`}>
            <p>{message}</p>
            <p className="soft figures">
              <Moment at={at} /> · <Link to={`/conversations/${conversationId}`}>{texts.conversation}</Link>
            </p>
          </li>
        ))}
      </ul>
      {!all && items.length > FIRST && (
        <Button variant="default" className="model-errors__more" onClick={() => setAll(true)}>
          {texts.more(items.length)}
        </Button>
      )}
    </div>
  )
}
