import type { Language, Theme } from '@baton/protocol'
import { SegmentedControl, Select } from '@mantine/core'
import { accountTexts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { InstantSwitch } from '../ui/instant-switch.tsx'
import { Section } from '../ui/page.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { clockTime, dateName } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'
import { useSavePreferences } from './member-preferences.ts'

const texts = accountTexts.appearance

/** Theme, language and shortcuts: the same in every browser of this member. */
export function Appearance() {
  const { theme, singleKeys } = usePreferences()
  const saving = useSavePreferences()
  return (
    <Section title={texts.title} help={texts.help}>
      <div className="field">
        <span className="field__label" id="theme-label">
          {shared.theme.label}
        </span>
        <div>
          <SegmentedControl
            aria-labelledby="theme-label"
            withItemsBorders={false}
            value={theme}
            onChange={(value) => saving.mutate({ theme: value as Theme })}
            data={[
              { value: 'auto', label: shared.theme.auto },
              { value: 'light', label: shared.theme.light },
              { value: 'dark', label: shared.theme.dark },
            ]}
          />
        </div>
        {saving.isError && (
          <p className="field__problem small" role="alert">
            {shared.problem.notSaved}: {saving.error.message}
          </p>
        )}
      </div>
      <LanguageChoice />
      <InstantSwitch
        label={texts.keys}
        help={texts.keysHelp}
        checked={singleKeys}
        save={(on) => saving.mutateAsync({ singleKeys: on })}
      />
    </Section>
  )
}

const isLanguage = (value: string | null): value is Language => value !== null && value in texts.languages

function LanguageChoice() {
  const { language } = usePreferences()
  const saving = useSavePreferences()
  const now = new Date(useNow('slow')).toISOString()
  return (
    <Select
      className="account-form"
      label={texts.language}
      description={texts.languageHelp(dateName(now), clockTime(now))}
      data={Object.entries(texts.languages).map(([value, label]) => ({ value, label }))}
      value={language}
      allowDeselect={false}
      error={saving.isError ? `${shared.problem.notSaved}: ${saving.error.message}` : null}
      onChange={(value) => {
        if (isLanguage(value)) saving.mutate({ language: value })
      }}
    />
  )
}
