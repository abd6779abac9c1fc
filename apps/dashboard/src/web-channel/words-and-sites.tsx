import { Radio, Select, TagsInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { webTexts } from '../texts/web-channel.ts'
import { Section } from '../ui/page.tsx'
import type { WebForm } from './web-form.ts'

type Props = { form: UseFormReturnType<WebForm> }

/** The languages that the chat page has words in, under their own names. */
const languages: Record<string, string> = {
  ...{ ar: 'العربية', de: 'Deutsch', en: 'English', es: 'Español', fr: 'Français', he: 'עברית', it: 'Italiano' },
  ...{ ja: '日本語', nl: 'Nederlands', pl: 'Polski', pt: 'Português', 'pt-BR': 'Português (Brasil)', ru: 'Русский' },
  ...{ sv: 'Svenska', tr: 'Türkçe', uk: 'Українська', zh: '中文' },
}

export function WordsFields({ form }: Props) {
  const texts = webTexts.words
  const { locale } = form.values
  // One that another program has set stays in the list.
  const known = locale === '' || locale in languages ? languages : { ...languages, [locale]: locale }
  const choices = Object.entries(known).map(([value, label]) => ({ value, label }))
  return (
    <Section title={texts.title} help={texts.help}>
      <TagsInput
        label={texts.questions}
        description={texts.questionsHelp}
        placeholder={form.values.suggestedQuestions.length < 6 ? texts.questionsAdd : ''}
        maxTags={6}
        acceptValueOnBlur
        splitChars={[]}
        {...form.getInputProps('suggestedQuestions')}
      />
      <Select
        label={texts.locale}
        description={texts.localeHelp}
        allowDeselect={false}
        searchable
        data={[{ value: '', label: texts.localeAuto }, ...choices]}
        {...form.getInputProps('locale')}
      />
    </Section>
  )
}

/** Where the widget and the frame may stand. */
export function SitesFields({ form }: Props) {
  const texts = webTexts.sites
  return (
    <Section title={texts.title} help={texts.help}>
      <Radio.Group aria-label={texts.which} {...form.getInputProps('anySite')}>
        <div className="stack">
          <Radio value="chosen" label={texts.chosen} description={texts.chosenHelp} />
          <Radio value="any" label={texts.any} description={texts.anyHelp} />
        </div>
      </Radio.Group>
      {form.values.anySite === 'chosen' && (
        <TagsInput
          label={texts.list}
          description={texts.listHelp}
          placeholder={texts.add}
          maxTags={100}
          acceptValueOnBlur
          splitChars={[',', ' ', ';']}
          {...form.getInputProps('allowedSites')}
        />
      )}
    </Section>
  )
}
