import type { ApiKey, CreatedApiKey, Page, Role } from '@baton/protocol'
import { get, post, remove, withQuery } from './request.ts'

export const listApiKeys = (): Promise<Page<ApiKey>> => get(withQuery('/api/v1/api-keys', { limit: 100 }))
/** The only answer that holds the key itself. */
export const createApiKey = (key: { name: string; role: Role }): Promise<CreatedApiKey> => post('/api/v1/api-keys', key)
export const revokeApiKey = (id: string): Promise<void> => remove(`/api/v1/api-keys/${encodeURIComponent(id)}`)
