import { shared } from '../texts/shared.ts'

/** The roles that can be given; owners are made by passing on the ownership only. */
export const givenRoles = ['admin', 'editor', 'responder', 'viewer'] as const
export type GivenRole = (typeof givenRoles)[number]

export const roleOptions = givenRoles.map((role) => ({ value: role, label: shared.roles[role] }))

export const isGiven = (role: string | null): role is GivenRole => givenRoles.some((one) => one === role)
