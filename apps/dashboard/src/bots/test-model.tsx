import type { Bot, ModelTest } from '@baton/protocol'
import { Button } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconAlertTriangle, IconCheck, IconPlugConnected } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { testModel } from '../api/models.ts'
import { modelTexts } from '../texts/models.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { BotForm } from './bot-form.ts'
import { toWriteModel } from './model-form.ts'

const texts = modelTexts.test
const fields = ['provider', 'baseUrl', 'name', 'temperature', 'maxOutputTokens', 'priceInput', 'priceOutput'] as const
type Props = { bot: Bot; form: UseFormReturnType<BotForm> }

/** Asks the model one real question with the settings as they stand, and says how that went. */
export function TestModelButton({ bot, form }: Props) {
  const here = useRef<HTMLDivElement>(null)
  const testing = useMutation({ mutationFn: () => testModel(bot.id, toWriteModel(form.values.model)) })
  const settings = JSON.stringify(toWriteModel(form.values.model))
  const tested = useRef('')
  const run = () => {
    const wrong = fields.filter((field) => form.validateField(`model.${field}`).hasError)
    if (wrong.length > 0) {
      focusWrong(here.current)
      return
    }
    tested.current = settings
    testing.mutate()
  }
  return (
    <div className="stack stack_tight" ref={here}>
      <div className="line line_wrap">
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={16} />}
          loading={testing.isPending}
          onClick={run}
        >
          {texts.action}
        </Button>
        <span className="small soft">{texts.help}</span>
      </div>
      <div role="status">
        {testing.data && !testing.isPending && <Result test={testing.data} stale={tested.current !== settings} />}
      </div>
      {testing.isError && <ProblemNotice error={testing.error} title={texts.notRun} />}
    </div>
  )
}

function Result({ test, stale }: { test: ModelTest; stale: boolean }) {
  const time = modelTexts.time(test.latencyMs)
  return (
    <div className={test.ok ? 'model-test' : 'model-test model-test_failed'}>
      {test.ok ? <IconCheck size={18} aria-hidden="true" /> : <IconAlertTriangle size={18} aria-hidden="true" />}
      <div className="grow">
        <p className="strong">{test.ok ? texts.ok(time) : texts.failed(time)}</p>
        <p className="model-test__words">{test.ok ? test.reply : test.error}</p>
        {stale && <p className="small">{texts.stale}</p>}
      </div>
    </div>
  )
}

const focusWrong = (near: HTMLElement | null) =>
  requestAnimationFrame(() => near?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
