import { describe, expect, test } from 'vitest'
import { contrast, faintOn, textOn } from './contrast.ts'
import { changesOf, formOf, webRules } from './web-form.ts'

const form = formOf({
  theme: {
    ...{ scheme: 'auto', colour: '#1f5f5b', position: 'right', launcherLabel: '', launcherIcon: 'chat' },
    avatarUrl: null,
  },
  ...{ suggestedQuestions: ['Why?'], locale: null, allowedSites: ['https://a.example'], anySite: false },
  ...{ identity: { secretMadeAt: null }, updatedAt: null },
})

describe('the form of the web channel', () => {
  test('sends only what was changed', () => {
    expect(changesOf(form, form)).toEqual({})
    expect(changesOf(form, { ...form, position: 'left', locale: 'de' })).toEqual({
      theme: { position: 'left' },
      locale: 'de',
    })
    expect(changesOf({ ...form, locale: 'de' }, form)).toEqual({ locale: null })
    expect(changesOf(form, { ...form, anySite: 'any', allowedSites: [] })).toEqual({ anySite: true, allowedSites: [] })
  })

  test('says which site is none', () => {
    expect(webRules.allowedSites(['example.com', 'https://*.a.example'])).toBeNull()
    expect(webRules.allowedSites(['example.com', 'not a site'])).toContain('not a site')
  })
})

test('a colour is checked for what stands on it and for where it stands', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(textOn('#ffe14d')).toMatchObject({ text: 'black' })
  expect(textOn('#1f5f5b')).toMatchObject({ text: 'white' })
  expect(faintOn('#ffe14d')).toEqual(['light'])
  expect(faintOn('#222222')).toEqual(['dark'])
  expect(faintOn('#2f7fd3')).toEqual([])
})
