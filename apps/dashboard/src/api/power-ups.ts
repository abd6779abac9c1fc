import type { PutTalkToAHuman, TalkToAHuman } from '@baton/protocol'
import { botPath } from './bots.ts'
import { get, put, remove } from './request.ts'

const talkToAHuman = '/power-ups/talk_to_a_human'

export const listPowerUps = (id: string): Promise<{ items: TalkToAHuman[] }> => get(botPath(id, '/power-ups'))
export const putTalkToAHuman = (id: string, settings: PutTalkToAHuman): Promise<TalkToAHuman> =>
  put(botPath(id, talkToAHuman), settings)
export const removeTalkToAHuman = (id: string): Promise<void> => remove(botPath(id, talkToAHuman))
