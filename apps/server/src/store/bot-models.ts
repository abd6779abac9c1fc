import type { Model, WriteModel } from '@baton/protocol'

/** How keys are kept: `seal` encrypts for storage, `open` reads it back and throws when it was changed. */
export type Sealing = { seal: (text: string) => string; open: (sealed: string) => string }

/** A model's settings as they are stored. */
export type StoredModel = { provider: 'builtin' } | Omit<Exclude<Model, { provider: 'builtin' }>, 'keySet'>

/** What calls a model: its settings and its key, null where none is set. */
export type ModelWithKey = { model: StoredModel; apiKey: string | null }

type Columns = { model: string; model_key_sealed: string | null }

/** The columns of these settings. Without `apiKey` the stored key stays; whether it still fits is asked when it is read. */
export function modelColumns(write: WriteModel | undefined, { seal }: Sealing): Partial<Columns> {
  if (write === undefined) return {}
  if (write.provider === 'builtin') return { model: JSON.stringify(write), model_key_sealed: null }
  const { apiKey, ...model } = write
  const sealed = typeof apiKey === 'string' ? seal(JSON.stringify({ for: destination(model), key: apiKey })) : null
  return { model: JSON.stringify(model), ...(apiKey === undefined ? {} : { model_key_sealed: sealed }) }
}

/** The settings and the key that was given for this very provider and address; to another one it is never sent. */
export function readModel(row: Columns, { open }: Sealing): ModelWithKey {
  const model: StoredModel = JSON.parse(row.model)
  if (model.provider === 'builtin' || row.model_key_sealed === null) return { model, apiKey: null }
  const stored: { for: string; key: string } = JSON.parse(open(row.model_key_sealed))
  return { model, apiKey: stored.for === destination(model) ? stored.key : null }
}

/** The settings as members see them: that there is a key, never the key. */
export function shownModel({ model, apiKey }: ModelWithKey): Model {
  return model.provider === 'builtin' ? model : { ...model, keySet: apiKey !== null }
}

/** What an unsaved change comes to: a key that is not given is the stored one, if it was given for the same address. */
export function unsavedModel(write: WriteModel, saved: ModelWithKey): ModelWithKey {
  if (write.provider === 'builtin') return { model: write, apiKey: null }
  const { apiKey, ...model } = write
  if (apiKey !== undefined) return { model, apiKey }
  const same = saved.model.provider !== 'builtin' && destination(saved.model) === destination(model)
  return { model, apiKey: same ? saved.apiKey : null }
}

function destination({ provider, baseUrl }: Exclude<StoredModel, { provider: 'builtin' }>): string {
  return `${provider} ${baseUrl ?? ''}`
}
