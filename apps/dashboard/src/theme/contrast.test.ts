/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

type Scheme = 'light' | 'dark'

function colours(scheme: Scheme): Map<string, string> {
  const block = tokens.split(`[data-mantine-color-scheme="${scheme}"] {`)[1]?.split('\n}')[0] ?? ''
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']))
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const states = ['bot', 'escalated', 'active', 'resolved', 'danger']
const grounds = ['canvas', 'surface', 'raised', 'sunken', 'hover', 'selected']

const texts: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['ink-soft', ground],
    ['ink-faint', ground],
    ['accent-ink', ground],
  ]),
  ...states.flatMap((state): [string, string][] => [
    [`${state}-ink`, `${state}-tint`],
    [`${state}-ink`, 'surface'],
    [`${state}-ink`, 'canvas'],
    [`${state}-ink`, 'selected'],
    ['ink', `${state}-tint`],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['accent-ink', 'accent-tint'],
  ['accent-ink', 'accent-tint-hover'],
  ['ink', 'accent-tint'],
  ['ink-soft', 'accent-tint'],
  ['on-state', 'danger'],
]
const marks: [string, string][] = states.flatMap((state): [string, string][] => [
  [state, 'surface'],
  [state, 'canvas'],
  ['on-state', state],
])
const edges: [string, string][] = [
  ['edge', 'surface'],
  ['edge', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'canvas'],
]

test.each(['light', 'dark'] as const)('text in the %s theme has a contrast of at least 4.5', (scheme) => {
  const found = colours(scheme)
  const poor = texts.filter(([text, ground]) => contrast(found.get(text) ?? '', found.get(ground) ?? '') < 4.5)
  expect(found.size).toBeGreaterThan(30)
  expect(poor).toEqual([])
})

test.each(['light', 'dark'] as const)('marks and borders in the %s theme have a contrast of at least 3', (scheme) => {
  const found = colours(scheme)
  const poor = [...marks, ...edges].filter(([one, other]) => contrast(found.get(one) ?? '', found.get(other) ?? '') < 3)
  expect(poor).toEqual([])
})
