import type {
  Bot,
  CreateBot,
  CreateKnowledge,
  Knowledge,
  KnowledgeDetail,
  Page,
  PutTalkToAHuman,
  TalkToAHuman,
  UpdateBot,
} from '@baton/protocol'
import { get, patch, post, put, remove, withQuery } from './request.ts'

const base = '/api/v1/bots'
const at = (id: string, rest = '') => `${base}/${encodeURIComponent(id)}${rest}`
const talkToAHuman = '/power-ups/talk_to_a_human'

export const listBots = (): Promise<Page<Bot>> => get(withQuery(base, { limit: 100 }))
export const getBot = (id: string): Promise<Bot> => get(at(id))
export const createBot = (bot: CreateBot): Promise<Bot> => post(base, bot)
export const updateBot = (id: string, change: UpdateBot): Promise<Bot> => patch(at(id), change)

/** Refused with `conversations_open` while conversations wait or are held, unless `confirm`. */
export const deleteBot = (id: string, confirm: boolean): Promise<void> =>
  remove(withQuery(at(id), confirm ? { confirm } : {}))

export const listPowerUps = (id: string): Promise<{ items: TalkToAHuman[] }> => get(at(id, '/power-ups'))
export const putTalkToAHuman = (id: string, settings: PutTalkToAHuman): Promise<TalkToAHuman> =>
  put(at(id, talkToAHuman), settings)
export const removeTalkToAHuman = (id: string): Promise<void> => remove(at(id, talkToAHuman))

export const listKnowledge = (id: string, cursor?: string): Promise<Page<Knowledge>> =>
  get(withQuery(at(id, '/knowledge'), { cursor }))
export const getKnowledge = (id: string, knowledgeId: string): Promise<KnowledgeDetail> =>
  get(at(id, `/knowledge/${encodeURIComponent(knowledgeId)}`))
export const addKnowledge = (id: string, knowledge: CreateKnowledge): Promise<Knowledge> =>
  post(at(id, '/knowledge'), knowledge)
export const deleteKnowledge = (id: string, knowledgeId: string): Promise<void> =>
  remove(at(id, `/knowledge/${encodeURIComponent(knowledgeId)}`))
