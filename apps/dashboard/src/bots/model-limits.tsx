import type { Bot } from '@baton/protocol'
import { NumberInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { modelTexts as texts } from '../texts/models.ts'
import type { BotForm } from './bot-form.ts'
import { ModelErrors } from './model-errors.tsx'
import { ModelUsed } from './model-used.tsx'

type Props = { bot: Bot; form: UseFormReturnType<BotForm> }
const cost = { min: 0, decimalScale: 4, clampBehavior: 'none', thousandSeparator: ',' } as const

/** What the model may use in a day, what it costs, and what it has used. */
export function ModelLimits({ bot, form }: Props) {
  return (
    <div className="stack stack_wide">
      <div className="section__head">
        <h3>{texts.limits}</h3>
        <p className="soft">{texts.limitsHelp}</p>
      </div>
      <div className="settings__pair">
        <NumberInput
          label={texts.tokenCap}
          description={texts.tokenCapHelp}
          placeholder={texts.noCap}
          min={1}
          step={10_000}
          allowDecimal={false}
          clampBehavior="none"
          thousandSeparator=","
          {...form.getInputProps('dailyTokenCap')}
        />
        <NumberInput
          label={texts.costCap}
          description={texts.costCapHelp}
          placeholder={texts.noCap}
          {...cost}
          {...form.getInputProps('dailyCostCap')}
        />
        <NumberInput
          label={texts.priceInput}
          description={texts.priceHelp}
          {...cost}
          {...form.getInputProps('model.priceInput')}
        />
        <NumberInput
          label={texts.priceOutput}
          description={texts.priceHelp}
          {...cost}
          {...form.getInputProps('model.priceOutput')}
        />
      </div>
      <ModelUsed botId={bot.id} />
      <ModelErrors botId={bot.id} />
    </div>
  )
}
