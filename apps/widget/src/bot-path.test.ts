import { expect, test } from 'vitest'
import { readBotPath } from './bot-path.ts'

test('the address names the bot, and says whether the page is for a frame', () => {
  expect(readBotPath('/b/bot_robo')).toEqual({ botId: 'bot_robo', framed: false })
  expect(readBotPath('/b/bot_robo/')).toEqual({ botId: 'bot_robo', framed: false })
  expect(readBotPath('/b/bot_robo/embed')).toEqual({ botId: 'bot_robo', framed: true })
  expect(readBotPath('/b/bot%20robo')).toEqual({ botId: 'bot robo', framed: false })
})

test('any other address names none', () => {
  for (const path of ['/', '/b/', '/b/a/b', '/chat/index.html', '/b/%E0%A4%A']) expect(readBotPath(path)).toBeNull()
})
