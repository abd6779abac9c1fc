import { Me } from '@baton/protocol'
import { z } from 'zod'
import type { Accounts } from '../accounts/accounts.ts'
import { PICTURE_BYTES, PICTURE_SIDE } from '../accounts/check-picture.ts'
import type { FaceOf } from '../present/for-member.ts'
import { valueOrProblem } from './account-refusals.ts'
import type { App } from './app.ts'
import { presentMe } from './me-routes.ts'
import { Picture, pictureResponse, pictureTypes, sendPicture, withPictureBodies } from './pictures.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound } from './problems.ts'
import { problems } from './route-schema.ts'
import { limitTries } from './try-limits.ts'

export type AvatarRouteDeps = { accounts: Pick<Accounts, 'own' | 'avatar'>; member: RequireMember; faceOf: FaceOf }

const Params = z.object({ memberId: z.string().max(100), version: z.string().max(64) })

export async function avatarRoutes(app: App, deps: AvatarRouteDeps) {
  await withPictureBodies(app, (scope) => ownAvatarRoutes(scope, deps))
  pictureRoute(app, deps)
}

function ownAvatarRoutes(app: App, { accounts: { own }, member, faceOf }: AvatarRouteDeps) {
  const tags = ['me']
  app.put(
    '/api/v1/me/avatar',
    {
      onRequest: member(),
      preHandler: limitTries(app, { max: 30, seconds: 60 }),
      schema: {
        tags,
        summary: 'Set my picture',
        description: `The bytes of a PNG, JPEG, WebP or GIF of at most ${PICTURE_BYTES / 1024} KiB and ${PICTURE_SIDE} × ${PICTURE_SIDE} pixels. Everybody who talks with this member sees it. 422 \`picture_refused\`; 413 \`body_too_large\`; 415 for anything but a picture.`,
        consumes: pictureTypes,
        body: Picture,
        response: { 200: Me, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request)
      valueOrProblem(await own.setAvatar(principal, request.body))
      return presentMe(principal, faceOf)
    },
  )
  app.delete(
    '/api/v1/me/avatar',
    { onRequest: member(), schema: { tags, summary: 'Take my picture away', response: { 200: Me, ...problems } } },
    async (request) => {
      const principal = principalOf(request)
      await own.removeAvatar(principal)
      return presentMe(principal, faceOf)
    },
  )
}

function pictureRoute(app: App, { accounts }: AvatarRouteDeps) {
  app.get(
    '/avatars/:memberId/:version',
    {
      schema: {
        tags: ['pages'],
        summary: 'A member’s picture',
        description: 'Public: customers see it. The address changes with the picture, so it may be kept for ever.',
        params: Params,
        response: pictureResponse,
      },
    },
    async (request, reply) => {
      const picture = await accounts.avatar(request.params.memberId, request.params.version)
      if (picture === null) throw notFound()
      return sendPicture(reply, picture)
    },
  )
}
