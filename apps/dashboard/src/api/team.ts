import type {
  CreatedInvitation,
  Invitation,
  InvitationDetails,
  Me,
  Member,
  Page,
  Role,
  RoleRights,
} from '@baton/protocol'
import { get, patch, post, remove, withQuery } from './request.ts'

const part = (value: string) => encodeURIComponent(value)

export const getMe = (): Promise<Me> => get('/api/v1/me')

export const listMembers = (): Promise<Page<Member>> => get(withQuery('/api/v1/team/members', { limit: 100 }))
export const changeRole = (id: string, role: Role): Promise<Member> =>
  patch(`/api/v1/team/members/${part(id)}`, { role })
export const removeMember = (id: string): Promise<void> => remove(`/api/v1/team/members/${part(id)}`)

/** From then on the password alone signs this member in; they are signed out everywhere, and told by mail. */
export const resetTwoFactor = (id: string): Promise<void> => remove(`/api/v1/team/members/${part(id)}/two-factor`)

export const listRoles = (): Promise<RoleRights> => get('/api/v1/team/roles')
export const transferOwnership = (memberId: string): Promise<Member> =>
  post('/api/v1/team/transfer-ownership', { memberId })
export const renameTeam = (name: string): Promise<{ id: string; name: string }> => patch('/api/v1/team', { name })
/** `name` is the team's, typed by whoever deletes it. */
export const deleteTeam = (name: string): Promise<void> => remove('/api/v1/team', { name })

export const listInvitations = (): Promise<Page<Invitation>> =>
  get(withQuery('/api/v1/team/invitations', { limit: 100 }))
export const invite = (invitation: { email: string; role: Role }): Promise<CreatedInvitation> =>
  post('/api/v1/team/invitations', invitation)
export const revokeInvitation = (id: string): Promise<void> => remove(`/api/v1/team/invitations/${part(id)}`)

/** With a new link; the old one stops working. */
export const resendInvitation = (id: string): Promise<CreatedInvitation> =>
  post(`/api/v1/team/invitations/${part(id)}/resend`)

export const getInvitation = (token: string): Promise<InvitationDetails> => get(`/api/v1/invitations/${part(token)}`)
export const acceptInvitation = (token: string, answer: { name: string; password: string }): Promise<unknown> =>
  post(`/api/v1/invitations/${part(token)}/accept`, answer)

export const checkSetUp = (token: string): Promise<unknown> => get(`/api/v1/set-up/${part(token)}`)
export const setUp = (
  token: string,
  answer: { name: string; email: string; password: string; teamName: string },
): Promise<unknown> => post(`/api/v1/set-up/${part(token)}`, answer)
