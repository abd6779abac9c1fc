/** The fields of a form that were changed after it was sent: what is being typed outlives the answer to a save. */
export function typedSince<Values extends Record<string, unknown>>(sent: Values, now: Values): Partial<Values> {
  const changed = Object.entries(now).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(sent[field]))
  return Object.fromEntries(changed) as Partial<Values>
}
