import { type Bot, type Model, modelProviders } from '@baton/protocol'
import { NumberInput, Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { modelTexts as texts } from '../texts/models.ts'
import { Section } from '../ui/page.tsx'
import type { BotForm } from './bot-form.ts'
import { ModelKey } from './model-key.tsx'
import { ModelLimits } from './model-limits.tsx'
import { TestModelButton } from './test-model.tsx'

const providers = (['builtin', ...modelProviders] as const).map((value) => ({ value, label: texts.providers[value] }))
const isProvider = (value: string | null): value is Model['provider'] => providers.some((one) => one.value === value)

type Props = { bot: Bot; form: UseFormReturnType<BotForm> }

/** Who writes the bot's answers: the built-in answerer, or a language model with its address, key and limits. */
export function ModelSettings({ bot, form }: Props) {
  const { provider } = form.values.model
  return (
    <Section title={texts.title} help={texts.help}>
      <Select
        label={texts.provider}
        description={texts.providerHelp[provider]}
        data={providers}
        value={provider}
        allowDeselect={false}
        onChange={(value) => {
          if (isProvider(value)) form.setFieldValue('model.provider', value)
        }}
      />
      {provider !== 'builtin' && (
        <>
          <Endpoint form={form} own={provider === 'openai-compatible'} />
          <ModelKey key={bot.updatedAt} saved={bot.model} form={form} />
          <Answers form={form} />
          <TestModelButton bot={bot} form={form} />
          <ModelLimits bot={bot} form={form} />
        </>
      )}
    </Section>
  )
}

function Endpoint({ form, own }: { form: Props['form']; own: boolean }) {
  return (
    <>
      <TextInput
        label={texts.baseUrl}
        description={own ? texts.baseUrlHelp : texts.baseUrlOptional}
        placeholder={texts.baseUrlPlaceholder}
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        {...form.getInputProps('model.baseUrl')}
      />
      <TextInput
        label={texts.name}
        description={texts.nameHelp}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        {...form.getInputProps('model.name')}
      />
    </>
  )
}

function Answers({ form }: { form: Props['form'] }) {
  return (
    <div className="settings__pair">
      <NumberInput
        label={texts.temperature}
        description={texts.temperatureHelp}
        placeholder={texts.temperatureOwn}
        min={0}
        max={2}
        step={0.1}
        decimalScale={2}
        clampBehavior="none"
        {...form.getInputProps('model.temperature')}
      />
      <NumberInput
        label={texts.length}
        description={texts.lengthHelp}
        placeholder={texts.lengthOwn}
        min={16}
        max={8000}
        step={100}
        allowDecimal={false}
        clampBehavior="none"
        thousandSeparator=","
        suffix={` ${texts.tokens}`}
        {...form.getInputProps('model.maxOutputTokens')}
      />
    </div>
  )
}
