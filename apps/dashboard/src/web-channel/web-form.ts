import { MOST_QUESTIONS, MOST_SITES, toSite, type UpdateWebChannel, type WebChannel } from '@baton/protocol'
import { webTexts as texts } from '../texts/web-channel.ts'

type Theme = WebChannel['theme']

/** What the Web tab lets one change and saves together. */
export type WebForm = Omit<Theme, 'avatarUrl'> & {
  suggestedQuestions: string[]
  /** Empty: the page or the browser decides. */
  locale: string
  anySite: 'chosen' | 'any'
  allowedSites: string[]
}

export function formOf({ theme, suggestedQuestions, locale, anySite, allowedSites }: WebChannel): WebForm {
  const { avatarUrl: _picture, ...look } = theme
  return { ...look, suggestedQuestions, locale: locale ?? '', anySite: anySite ? 'any' : 'chosen', allowedSites }
}

/** Only what was changed, so that a colleague's change of another field is not undone. */
export function changesOf(before: WebForm, after: WebForm): UpdateWebChannel {
  const changed = (field: keyof WebForm) => JSON.stringify(before[field]) !== JSON.stringify(after[field])
  const look = (['scheme', 'colour', 'position', 'launcherLabel', 'launcherIcon'] as const).filter(changed)
  return {
    ...(look.length > 0 ? { theme: Object.fromEntries(look.map((field) => [field, after[field]])) } : {}),
    ...(changed('suggestedQuestions') ? { suggestedQuestions: after.suggestedQuestions } : {}),
    ...(changed('locale') ? { locale: after.locale === '' ? null : after.locale } : {}),
    ...(changed('anySite') ? { anySite: after.anySite === 'any' } : {}),
    ...(changed('allowedSites') ? { allowedSites: after.allowedSites } : {}),
  }
}

/** Why a field cannot be saved, or null; the server has the same rules. */
export const webRules = {
  colour: (value: string) => (/^#[0-9a-f]{6}$/i.test(value) ? null : texts.look.colourWrong),
  suggestedQuestions: (value: string[]) =>
    value.length > MOST_QUESTIONS || value.some((one) => one.length > 160) ? texts.words.questionsMany : null,
  allowedSites: (value: string[]) => {
    const wrong = value.slice(0, MOST_SITES).find((site) => toSite(site) === null)
    return wrong === undefined ? null : texts.sites.wrong(wrong)
  },
}
