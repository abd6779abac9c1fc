import { Problem } from '@baton/protocol'

/** The error answers that every route may give. */
export const problems = { '4xx': Problem, '5xx': Problem }
