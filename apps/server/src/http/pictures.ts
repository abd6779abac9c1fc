import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { PICTURE_BYTES } from '../accounts/check-picture.ts'
import type { App } from './app.ts'
import { problems } from './route-schema.ts'

/** What a picture may be, by its content type. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

/** The bytes of a picture, as a body. */
export const Picture = z.unknown().meta({ type: 'string', format: 'binary' })

/** Routes whose body may be a picture; everywhere else that stays 415. */
export async function withPictureBodies(app: App, routes: (scope: App) => void): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(pictureTypes, { parseAs: 'buffer', bodyLimit: PICTURE_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    routes(scope as App)
  })
}

/** What a route that shows a picture answers. */
export const pictureResponse = {
  200: {
    description: 'The picture',
    content: Object.fromEntries(pictureTypes.map((type) => [type, { schema: Picture }])),
  },
  ...problems,
}

/** Sends a picture whose address changes with it, so that it may be kept for ever. */
export function sendPicture(reply: FastifyReply, { type, bytes }: { type: string; bytes: Uint8Array }) {
  return reply
    .type(type)
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'cross-origin')
    .send(bytes)
}
