import type { Model, WriteModel } from '@baton/protocol'
import { modelTexts as texts } from '../texts/models.ts'

/** The settings of a model as they are typed: what is empty is the provider's or Baton's own choice. */
export type ModelForm = {
  provider: Model['provider']
  baseUrl: string
  name: string
  temperature: number | string
  maxOutputTokens: number | string
  priceInput: number | string
  priceOutput: number | string
  /** A new key; empty keeps the stored one. */
  apiKey: string
  removeKey: boolean
}

type Hosted = Exclude<Model, { provider: 'builtin' }>
const empty = { baseUrl: '', name: '', temperature: '', maxOutputTokens: '', priceInput: '', priceOutput: '' }

export function modelFormOf(model: Model): ModelForm {
  const key = { apiKey: '', removeKey: false }
  if (model.provider === 'builtin') return { provider: 'builtin', ...empty, ...key }
  const { provider, baseUrl = '', name, temperature = '', maxOutputTokens = '', price } = model
  const prices = { priceInput: price?.input ?? '', priceOutput: price?.output ?? '' }
  return { provider, baseUrl, name, temperature, maxOutputTokens, ...prices, ...key }
}

/** As the server takes it. A key that is not mentioned stays. */
export function toWriteModel(form: ModelForm): WriteModel {
  if (form.provider === 'builtin') return { provider: 'builtin' }
  const { temperature, maxOutputTokens, priceInput, priceOutput } = form
  const baseUrl = form.baseUrl.trim()
  const rest = {
    name: form.name.trim(),
    ...(typeof temperature === 'number' && { temperature }),
    ...(typeof maxOutputTokens === 'number' && { maxOutputTokens }),
    ...(typeof priceInput === 'number' &&
      typeof priceOutput === 'number' && { price: { input: priceInput, output: priceOutput } }),
    ...keyOf(form),
  }
  if (form.provider === 'openai-compatible') return { provider: form.provider, baseUrl, ...rest }
  return { provider: form.provider, ...(baseUrl !== '' && { baseUrl }), ...rest }
}

function keyOf({ apiKey, removeKey }: ModelForm): { apiKey?: string | null } {
  if (apiKey.trim() !== '') return { apiKey: apiKey.trim() }
  return removeKey ? { apiKey: null } : {}
}

/** Where the stored key stands: usable, given for another address (it is never sent there), or not there at all. */
export function storedKey(saved: Model, form: ModelForm): 'set' | 'elsewhere' | 'none' {
  if (saved.provider === 'builtin' || !saved.keySet) return 'none'
  return destination(saved) === `${form.provider} ${form.baseUrl.trim()}` ? 'set' : 'elsewhere'
}

const destination = ({ provider, baseUrl = '' }: Hosted) => `${provider} ${baseUrl}`

const within = (low: number, high: number, whole: boolean, words: string) => (value: number | string, form: HasModel) =>
  form.model.provider === 'builtin' || value === '' || isWithin(value, low, high, whole) ? null : words

type HasModel = { model: ModelForm }

const isWithin = (value: number | string, low: number, high: number, whole: boolean) =>
  typeof value === 'number' && value >= low && value <= high && (!whole || Number.isInteger(value))

/** Why a field of the model cannot be saved, or null; the server has the same rules. */
export const modelRules = {
  baseUrl: (value: string, { model }: HasModel) => {
    if (model.provider === 'builtin' || (value.trim() === '' && model.provider !== 'openai-compatible')) return null
    if (value.trim() === '') return texts.baseUrlMissing
    return /^https?:\/\//i.test(value.trim()) && URL.canParse(value.trim()) ? null : texts.baseUrlWrong
  },
  name: (value: string, { model }: HasModel) =>
    model.provider !== 'builtin' && value.trim() === '' ? texts.nameMissing : null,
  temperature: within(0, 2, false, texts.temperatureWrong),
  maxOutputTokens: within(16, 8000, true, texts.lengthWrong),
  priceInput: (value: number | string, form: HasModel) =>
    value === '' && form.model.priceOutput !== '' ? texts.priceHalf : priceRange(value, form),
  priceOutput: (value: number | string, form: HasModel) =>
    value === '' && form.model.priceInput !== '' ? texts.priceHalf : priceRange(value, form),
}

const priceRange = within(0, 10_000, false, texts.priceWrong)
