/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { botColours, contrast, GROUND } from './colour.ts'

test('contrast is that of the WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('text on and in any colour a bot may have can be read', () => {
  const steps = [0, 51, 102, 153, 204, 255].map((value) => value.toString(16).padStart(2, '0'))
  for (const red of steps) {
    for (const green of steps) {
      for (const blue of steps) {
        const colours = botColours(`#${red}${green}${blue}`)
        expect(contrast(colours.bot, colours['on-bot'])).toBeGreaterThanOrEqual(4.5)
        expect(contrast(colours['bot-text-light'], GROUND.light)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(colours['bot-text-dark'], GROUND.dark)).toBeGreaterThanOrEqual(4.5)
      }
    }
  }
})

test('a colour that can be read already is left as it is', () => {
  expect(botColours('#1d4ed8')).toMatchObject({
    bot: '#1d4ed8',
    'on-bot': '#ffffff',
    'bot-text-light': '#1d4ed8',
  })
})

test('something that is not a colour falls back to slate', () => {
  expect(botColours('red;background:url(x)').bot).toBe('#475569')
})

test('the grounds are those of the style sheet', () => {
  const tokens = readFileSync(new URL('../style/tokens.css', import.meta.url), 'utf8')
  for (const ground of Object.values(GROUND)) expect(tokens).toContain(`--surface: ${ground};`)
})
