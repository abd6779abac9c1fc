import type { IdentitySecret, UpdateWebChannel, WebChannel } from '@baton/protocol'
import { botPath } from './bots.ts'
import { get, patch, post, putFile, remove } from './request.ts'

const path = (botId: string, rest = '') => botPath(botId, `/web-channel${rest}`)

export const getWebChannel = (botId: string): Promise<WebChannel> => get(path(botId))
export const updateWebChannel = (botId: string, change: UpdateWebChannel): Promise<WebChannel> =>
  patch(path(botId), change)
export const setBotPicture = (botId: string, picture: Blob): Promise<WebChannel> =>
  putFile(path(botId, '/avatar'), picture)
export const removeBotPicture = (botId: string): Promise<WebChannel> => remove(path(botId, '/avatar'))

/** Makes another secret; the one before signs nothing from then on. */
export const makeIdentitySecret = (botId: string): Promise<IdentitySecret> => post(path(botId, '/identity-secret'))
export const deleteIdentitySecret = (botId: string): Promise<void> => remove(path(botId, '/identity-secret'))
