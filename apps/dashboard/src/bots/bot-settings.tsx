import { ColorInput, NumberInput, Radio, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { problemCode } from '../api/problem.ts'
import { botTexts as texts } from '../texts/bots.ts'
import { Section } from '../ui/page.tsx'
import { useSavedForm } from '../ui/use-saved-form.tsx'
import { type BotForm, botRules, changesOf, formOf, refusedFields } from './bot-form.ts'
import { DeleteBot } from './delete-bot.tsx'
import { HumanTakeover } from './human-takeover.tsx'
import { ModelSettings } from './model-settings.tsx'
import { useBot, useChangeBot } from './use-bot.ts'

type Form = UseFormReturnType<BotForm>

/** The settings of a bot, saved together; the switch for human takeover takes effect at once. */
export function BotSettings() {
  const bot = useBot()
  const change = useChangeBot(bot.id)
  const form = useForm<BotForm>({ initialValues: formOf(bot), validate: botRules })
  const { submit, bar } = useSavedForm(form, {
    save: (before, after) => change(changesOf(before, after)),
    valuesOf: formOf,
    refused: refusedFields,
    toldByField: (error) => problemCode(error) === 'url_not_allowed',
  })
  return (
    <form className="settings" noValidate onSubmit={submit}>
      <Basics form={form} />
      <HumanTakeover bot={bot}>
        <WhileTakenOver form={form} />
      </HumanTakeover>
      <OfferingAHuman form={form} />
      <ModelSettings bot={bot} form={form} />
      <DeleteBot bot={bot} />
      {bar}
    </form>
  )
}

function Basics({ form }: { form: Form }) {
  const said = texts.fields
  return (
    <Section title={texts.basics}>
      <div className="settings__pair">
        <TextInput label={said.name} description={said.nameHelp} maxLength={80} {...form.getInputProps('name')} />
        <ColorInput
          label={said.colour}
          description={said.colourHelp}
          format="hex"
          withEyeDropper={false}
          swatchesPerRow={8}
          {...form.getInputProps('colour')}
        />
      </div>
      <Textarea
        label={said.greeting}
        description={said.greetingHelp}
        maxLength={1000}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('greeting')}
      />
      <Textarea
        label={said.instructions}
        description={said.instructionsHelp}
        maxLength={20_000}
        autosize
        minRows={4}
        maxRows={20}
        {...form.getInputProps('instructions')}
      />
    </Section>
  )
}

/** Words that lead to a human whatever else the bot would say. */
function OfferingAHuman({ form }: { form: Form }) {
  const said = texts.offer
  return (
    <Section title={said.title} help={said.help}>
      <TagsInput
        label={said.keywords}
        description={said.keywordsHelp}
        placeholder={form.values.keywords.length === 0 ? said.keywordsPlaceholder : ''}
        acceptValueOnBlur
        splitChars={[',', ';']}
        {...form.getInputProps('keywords')}
      />
    </Section>
  )
}

function WhileTakenOver({ form }: { form: Form }) {
  const said = texts.takeover
  const minutes = { min: 1, max: 1440, allowDecimal: false, clampBehavior: 'none', suffix: ` ${said.minutes}` } as const
  return (
    <>
      <Switch
        label={said.allowed}
        description={said.allowedHelp}
        {...form.getInputProps('takeOverAllowed', { type: 'checkbox' })}
      />
      <Radio.Group
        label={said.whileWaiting}
        description={said.whileWaitingHelp}
        {...form.getInputProps('whileWaiting')}
      >
        <div className="stack" style={{ marginTop: 'var(--s3)' }}>
          <Radio value="help" label={said.keepHelping} description={said.keepHelpingHelp} />
          <Radio value="hold" label={said.hold} description={said.holdHelp} />
        </div>
      </Radio.Group>
      <div className="settings__pair">
        <NumberInput
          label={said.away}
          description={said.awayHelp}
          {...minutes}
          {...form.getInputProps('agentAwayMinutes')}
        />
        <NumberInput
          label={said.unanswered}
          description={said.unansweredHelp}
          {...minutes}
          {...form.getInputProps('unansweredMinutes')}
        />
      </div>
    </>
  )
}
