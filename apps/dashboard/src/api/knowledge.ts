import type {
  CreateKnowledge,
  FoundPassages,
  Knowledge,
  KnowledgeDetail,
  KnowledgeEmbeddings,
  KnowledgeUse,
  Page,
  UpdateKnowledge,
} from '@baton/protocol'
import { botPath } from './bots.ts'
import { ProblemError, readProblem, unreachable } from './problem.ts'
import { get, patch, post, put, remove, withQuery } from './request.ts'

type Asked = { cursor?: string | undefined; q?: string; parentId?: string }

const path = (id: string) => botPath(id, '/knowledge')
const itemPath = (id: string, item: string) => `${path(id)}/${encodeURIComponent(item)}`

export const listKnowledge = (id: string, asked: Asked): Promise<Page<Knowledge>> => get(withQuery(path(id), asked))
export const getKnowledgeUse = (id: string): Promise<KnowledgeUse> => get(`${path(id)}/use`)
export const getKnowledge = (id: string, item: string): Promise<KnowledgeDetail> => get(itemPath(id, item))
export const addKnowledge = (id: string, given: CreateKnowledge): Promise<Knowledge> => post(path(id), given)
export const updateKnowledge = (id: string, item: string, change: UpdateKnowledge): Promise<KnowledgeDetail> =>
  patch(itemPath(id, item), change)
export const readKnowledgeAgain = (id: string, item: string): Promise<Knowledge> => post(`${itemPath(id, item)}/sync`)
export const readAllKnowledgeAgain = (id: string): Promise<{ asked: number }> => post(`${path(id)}/sync`)
export const deleteKnowledge = (id: string, item: string): Promise<void> => remove(itemPath(id, item))
export const tryQuestion = (id: string, q: string): Promise<FoundPassages> =>
  get(withQuery(`${path(id)}/search`, { q }))
export const getEmbeddings = (id: string): Promise<KnowledgeEmbeddings> => get(`${path(id)}/embeddings`)
export const setEmbeddings = (id: string, model: string | null): Promise<KnowledgeEmbeddings> =>
  put(`${path(id)}/embeddings`, { model })

/**
 * Sends a file; `onProgress` hears the share that is sent, 0 to 1. `fetch` cannot tell that, so this is an XMLHttpRequest.
 * Throws `ProblemError`; when the signal aborts it never settles.
 */
export function uploadKnowledge(
  id: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Knowledge> {
  const form = new FormData()
  form.set('file', file)
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open('POST', path(id))
    sending.responseType = 'json'
    sending.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0))
    sending.addEventListener('error', () => reject(unreachable()))
    sending.addEventListener('load', () => {
      if (sending.status === 201) resolve(sending.response as Knowledge)
      else reject(new ProblemError(readProblem(sending.status, sending.response)))
    })
    signal.addEventListener('abort', () => sending.abort())
    sending.send(form)
  })
}
