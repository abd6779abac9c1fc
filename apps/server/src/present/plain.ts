/** ISO 8601 in UTC, from milliseconds. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

type Filled<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], null> }

/** Only the fields that say something. */
export function withoutNulls<Fields extends object>(fields: Fields): Filled<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Filled<Fields>
}
