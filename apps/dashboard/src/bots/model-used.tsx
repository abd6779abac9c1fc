import type { UsageCount } from '@baton/protocol'
import { useQuery } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { getUsage } from '../api/models.ts'
import { modelTexts } from '../texts/models.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = modelTexts.usage

/** What the bot's model has used, today and in the last 30 days. */
export function ModelUsed({ botId }: { botId: string }) {
  const usage = useQuery({ queryKey: keys.usage(botId), queryFn: () => getUsage(botId) })
  if (usage.isError && !usage.data) {
    return <ProblemNotice title={texts.notLoaded} error={usage.error} retry={() => void usage.refetch()} />
  }
  if (!usage.data) return null
  const { today, last30Days, capped } = usage.data
  return (
    <div className="stack stack_tight">
      <h3>{texts.title}</h3>
      {last30Days.calls === 0 ? (
        <p className="soft">{texts.none}</p>
      ) : (
        <dl className="model-used">
          <Count label={texts.today} count={today} />
          <Count label={texts.month} count={last30Days} />
        </dl>
      )}
      {capped && (
        <p className="problem" role="status">
          {texts.capped}
        </p>
      )}
    </div>
  )
}

function Count({ label, count }: { label: string; count: UsageCount }) {
  const { calls, inputTokens, outputTokens, cost } = count
  const words = [texts.calls(calls), texts.tokens(inputTokens + outputTokens), cost === null ? '' : texts.cost(cost)]
  return (
    <div className="fact">
      <dt className="soft">{label}</dt>
      <dd className="figures">{words.filter(Boolean).join(', ')}</dd>
    </div>
  )
}
