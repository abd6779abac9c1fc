import type { CreateKnowledge, Knowledge, KnowledgeDetail, Page } from '@baton/protocol'
import { botPath } from './bots.ts'
import { get, post, remove, withQuery } from './request.ts'

export const listKnowledge = (id: string, cursor?: string): Promise<Page<Knowledge>> =>
  get(withQuery(botPath(id, '/knowledge'), { cursor }))
export const getKnowledge = (id: string, knowledgeId: string): Promise<KnowledgeDetail> =>
  get(botPath(id, `/knowledge/${encodeURIComponent(knowledgeId)}`))
export const addKnowledge = (id: string, knowledge: CreateKnowledge): Promise<Knowledge> =>
  post(botPath(id, '/knowledge'), knowledge)
export const deleteKnowledge = (id: string, knowledgeId: string): Promise<void> =>
  remove(botPath(id, `/knowledge/${encodeURIComponent(knowledgeId)}`))
