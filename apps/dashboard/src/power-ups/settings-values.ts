import type { SettingsField } from './settings-fields.ts'

export type SettingsValues = Record<string, unknown>

/** The settings as the form holds them, by path: null is shown as empty. */
export function valuesOf(fields: readonly SettingsField[], settings: unknown): SettingsValues {
  const values: SettingsValues = {}
  for (const field of leaves(fields)) values[field.path] = read(settings, field.path) ?? emptyOf(field)
  return values
}

/** What was changed, as the server takes it: whole settings of the first level, with everything in them. */
export function changedSettings(fields: readonly SettingsField[], before: SettingsValues, after: SettingsValues) {
  const changed = fields.filter((field) => leaves([field]).some(({ path }) => !same(before[path], after[path])))
  return Object.fromEntries(changed.map((field) => [field.path, written(field, after)]))
}

/** Every setting that has a value of its own. */
export function leaves(fields: readonly SettingsField[]): SettingsField[] {
  return fields.flatMap((field) => (field.draw.as === 'group' ? leaves(field.draw.fields) : [field]))
}

function written(field: SettingsField, values: SettingsValues): unknown {
  if (field.draw.as === 'group') {
    return Object.fromEntries(field.draw.fields.map((one) => [one.path.split('.').at(-1) ?? '', written(one, values)]))
  }
  const value = values[field.path]
  return field.nullable && same(value, emptyOf(field)) ? null : value
}

function emptyOf({ draw }: SettingsField): unknown {
  if (draw.as === 'addresses' || draw.as === 'words') return []
  return draw.as === 'switch' ? false : ''
}

const read = (settings: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as SettingsValues | null | undefined)?.[name], settings)

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
