import { may, rights, roles } from '@baton/core'
import {
  DeleteTeam,
  Member,
  PageQuery,
  page,
  RoleRights,
  TransferOwnership,
  UpdateMember,
  UpdateTeam,
} from '@baton/protocol'
import { z } from 'zod'
import type { Accounts } from '../accounts/accounts.ts'
import { valueOrProblem } from './account-refusals.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember, sessionOnly } from './principal-guard.ts'
import { problems } from './route-schema.ts'

export type TeamRouteDeps = { accounts: Pick<Accounts, 'members' | 'teams'>; member: RequireMember }

const MemberParams = z.object({ memberId: z.string().max(100) })
const Team = z.object({ id: z.string(), name: z.string() })
const tags = ['team']

export function teamRoutes(app: App, { accounts, member }: TeamRouteDeps) {
  memberRoutes(app, accounts.members, member)
  twoFactorRoute(app, accounts.members, member)
  ownerRoutes(app, accounts.teams, member)
}

/** From the permission table itself, so that no page has to repeat it. */
const roleRights: RoleRights = {
  items: roles.map((role) => ({ role, rights: rights.filter((right) => may([role], right)) })),
}

function memberRoutes(app: App, members: Accounts['members'], member: RequireMember) {
  app.get(
    '/api/v1/team/roles',
    {
      onRequest: member('member.read'),
      schema: { tags, summary: 'Read what each role may', response: { 200: RoleRights, ...problems } },
    },
    async () => roleRights,
  )
  app.get(
    '/api/v1/team/members',
    {
      onRequest: member('member.read'),
      schema: { tags, summary: 'List members', querystring: PageQuery, response: { 200: page(Member), ...problems } },
    },
    async (request) => members.list(principalOf(request), request.query),
  )
  app.patch(
    '/api/v1/team/members/:memberId',
    {
      onRequest: member('member.manage'),
      schema: {
        tags,
        summary: 'Change a member’s role',
        description:
          '409 `own_role`, `owner_by_transfer`, `last_owner`. What the member may no longer hold is requeued.',
        params: MemberParams,
        body: UpdateMember,
        response: { 200: Member, ...problems },
      },
    },
    async (request) => {
      const { params, body } = request
      return valueOrProblem(await members.changeRole(principalOf(request), params.memberId, body.role))
    },
  )
  app.delete(
    '/api/v1/team/members/:memberId',
    {
      onRequest: member('member.manage'),
      schema: {
        tags,
        summary: 'Remove a member',
        description: 'Ends sessions, keys and open invitations; held conversations are requeued. 409 `last_owner`.',
        params: MemberParams,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      valueOrProblem(await members.remove(principalOf(request), request.params.memberId))
      return reply.code(204).send(null)
    },
  )
}

function twoFactorRoute(app: App, members: Accounts['members'], member: RequireMember) {
  app.delete(
    '/api/v1/team/members/:memberId/two-factor',
    {
      onRequest: [member('member.manage'), sessionOnly],
      schema: {
        tags,
        summary: 'Reset a member’s two-factor sign-in',
        description:
          'For who lost phone and backup codes. Ends all of their sessions and tells them by mail. Admins leave owners alone; an API key cannot do this. 409 `own_two_factor`, `two_factor_off`.',
        params: MemberParams,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      valueOrProblem(await members.resetTwoFactor(principalOf(request), request.params.memberId))
      return reply.code(204).send(null)
    },
  )
}

function ownerRoutes(app: App, teams: Accounts['teams'], member: RequireMember) {
  const onRequest = member('team.manage')
  app.post(
    '/api/v1/team/transfer-ownership',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Make another member the owner and oneself an admin',
        description: 'Answers the new owner. 409 `already_owner`.',
        body: TransferOwnership,
        response: { 200: Member, ...problems },
      },
    },
    async (request) => valueOrProblem(await teams.transferOwnership(principalOf(request), request.body.memberId)),
  )
  app.patch(
    '/api/v1/team',
    {
      onRequest,
      schema: { tags, summary: 'Rename the team', body: UpdateTeam, response: { 200: Team, ...problems } },
    },
    async (request) => teams.rename(principalOf(request).teamId, request.body.name),
  )
  app.delete(
    '/api/v1/team',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Delete the team',
        description: 'Closes every conversation and ends every session and key. 409 `team_name_mismatch`.',
        body: DeleteTeam,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      valueOrProblem(await teams.remove(principalOf(request), request.body.name))
      return reply.code(204).send(null)
    },
  )
}
