/** A setting as it is drawn. `path` leads to it, with dots: `ask.email`. */
export type SettingsField = {
  path: string
  /** What the catalogue itself says about it. */
  help: string
  nullable: boolean
  draw:
    | { as: 'switch' }
    | { as: 'choice'; options: string[] }
    | { as: 'number'; min?: number; max?: number; whole: boolean }
    | { as: 'text'; longest: number }
    | { as: 'addresses'; most: number }
    | { as: 'words'; most: number }
    | { as: 'group'; fields: SettingsField[] }
}

type Schema = Record<string, unknown>
const MANY = 100
const LONG = 4000

/** The fields of a JSON Schema's properties, in their order. What cannot be drawn is left out, and so stays as it is. */
export function settingsFields(schema: Schema, before = ''): SettingsField[] {
  return Object.entries(record(schema.properties)).flatMap(([name, property]) => {
    const path = before === '' ? name : `${before}.${name}`
    const { bare, nullable } = withoutNull(record(property))
    const draw = drawing(bare, path)
    const help = text(record(property).description) || text(bare.description)
    return draw === null ? [] : [{ path, help, nullable, draw }]
  })
}

function drawing(schema: Schema, path: string): SettingsField['draw'] | null {
  if (Array.isArray(schema.enum)) return { as: 'choice', options: schema.enum.map(String) }
  switch (schema.type) {
    case 'boolean':
      return { as: 'switch' }
    case 'number':
    case 'integer':
      return { as: 'number', whole: schema.type === 'integer', ...limits(schema) }
    case 'string':
      return { as: 'text', longest: number(schema.maxLength) ?? LONG }
    case 'array':
      return list(schema)
    case 'object':
      return { as: 'group', fields: settingsFields(schema, path) }
    default:
      return null
  }
}

function list(schema: Schema): SettingsField['draw'] | null {
  const items = record(schema.items)
  if (items.type !== 'string') return null
  const most = number(schema.maxItems) ?? MANY
  return items.format === 'email' ? { as: 'addresses', most } : { as: 'words', most }
}

function limits(schema: Schema): { min?: number; max?: number } {
  const [min, max] = [number(schema.minimum), number(schema.maximum)]
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
}

/** A value that may be null is described as one of two. */
function withoutNull(schema: Schema): { bare: Schema; nullable: boolean } {
  if (!Array.isArray(schema.anyOf)) return { bare: schema, nullable: false }
  const others = schema.anyOf.map(record).filter(({ type }) => type !== 'null')
  return { bare: others[0] ?? {}, nullable: others.length < schema.anyOf.length }
}

const record = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {})
const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
const text = (value: unknown) => (typeof value === 'string' ? value : '')
