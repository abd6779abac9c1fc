import type { Knowledge, Problem } from '@baton/protocol'
import { eventually } from './api.ts'
import type { ServerMember } from './server-team.ts'

type GivenFile = { name: string; content: string | Uint8Array; type?: string; title?: string }

/** Uploads a file to a bot's knowledge as a browser's form does. */
export async function upload(url: string, ada: ServerMember, botId: string, file: GivenFile) {
  const form = new FormData()
  if (file.title !== undefined) form.set('title', file.title)
  const content = typeof file.content === 'string' ? file.content : Uint8Array.from(file.content)
  form.set('file', new File([content], file.name, { type: file.type ?? 'application/octet-stream' }))
  const response = await fetch(`${url}/api/v1/bots/${botId}/knowledge`, {
    method: 'POST',
    headers: { cookie: ada.cookie },
    body: form,
  })
  const body = (await response.json()) as Knowledge & Problem
  return { status: response.status, body }
}

/** The item once it has been read, or could not be. */
export function whenRead(ada: ServerMember, botId: string, id: string, within = 20_000): Promise<Knowledge> {
  return eventually(
    `knowledge ${id} was read`,
    async () => {
      const { body } = await ada.get<Knowledge>(`/api/v1/bots/${botId}/knowledge/${id}`)
      return (body.state === 'ready' || body.state === 'failed') && body
    },
    within,
  )
}
