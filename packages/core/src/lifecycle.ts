/** The sole owner of which command is legal when, and which facts follow. Pure: no I/O, no clock, no randomness. */
export { decide } from './lifecycle/decide.ts'
export type { Decision, Given } from './lifecycle/decision.ts'
export { type Beginning, evolve } from './lifecycle/evolve.ts'
export { number } from './lifecycle/number.ts'
export { CONTACT_MAIL_EVERY } from './lifecycle/waiting.ts'
