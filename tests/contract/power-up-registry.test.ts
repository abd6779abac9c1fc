import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRegistry } from '../../apps/server/src/power-ups/registry.ts'
import { startFakeProvider, toldTo } from '../support/fake-provider.ts'
import { modelOn, turnOf } from '../support/model-turns.ts'

const definition = new URL('../../apps/server/src/power-ups/power-up.ts', import.meta.url).href
const zod = import.meta.resolve('zod')

/** A power-up as somebody would write it: one file. */
const openingHours = `import { z } from '${zod}'
import { definePowerUp } from '${definition}'

export default definePowerUp({
  kind: 'opening_hours',
  title: 'Opening hours',
  description: 'Lets the bot say when your team is there.',
  place: 3,
  settings: z.strictObject({ hours: z.string().max(500) }),
  initial: { hours: 'Monday to Friday, 9:00 to 17:00' },
  tool: { description: 'When the team is there.', input: z.strictObject({}) },
  does: { what: 'tell', tell: async (_input, { hours }) => hours },
})
`

describe('the registry of power-ups', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'power-ups-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('ships Talk to a Human and Collect a Lead, in this order', async () => {
    const { catalogue } = await openRegistry()
    expect(catalogue.map(({ kind }) => kind)).toEqual(['talk_to_a_human', 'collect_a_lead'])
    for (const { settings, initial } of catalogue) {
      expect(settings).toMatchObject({ type: 'object', additionalProperties: false })
      expect(Object.keys(settings.properties as object).sort()).toEqual(Object.keys(initial).sort())
    }
  })

  test('shows a power-up that is one new file by itself, ready to be called', async () => {
    await writeFile(join(folder, 'opening-hours.ts'), openingHours)
    const registry = await openRegistry(pathToFileURL(`${folder}/`))
    expect(registry.catalogue).toMatchObject([{ kind: 'opening_hours', title: 'Opening hours' }])
    const powerUp = registry.find('opening_hours')
    if (powerUp?.does.what !== 'tell') throw new Error('it tells something')
    const said = await powerUp.does.tell({}, powerUp.initial, AbortSignal.timeout(1000))
    expect(said).toBe('Monday to Friday, 9:00 to 17:00')
  })

  test('what it tells is told to the model, and what the model says then stands in a paragraph of its own', async () => {
    await writeFile(join(folder, 'opening-hours.ts'), openingHours)
    const registry = await openRegistry(pathToFileURL(`${folder}/`))
    const provider = await startFakeProvider(({ messages }) =>
      messages.at(-1)?.role === 'tool'
        ? [{ say: 'It is open from nine to five.' }]
        : [{ say: 'One moment.' }, { call: 'opening_hours', args: '{}' }],
    )
    const model = await modelOn(provider, {}, 'fake', registry)
    try {
      const { text, calls } = await model.answer(turnOf('When is the shop open?', { powerUps: ['opening_hours'] }))
      expect(text).toBe('One moment.\n\nIt is open from nine to five.')
      expect(calls).toEqual([{ powerUp: 'opening_hours', input: {}, accepted: true }])
      expect(provider.heard).toHaveLength(2)
      expect(toldTo(provider.heard[1]?.request ?? { model: '', messages: [] })).toContain('tool: Monday to Friday')
    } finally {
      await Promise.all([model.close(), provider.close()])
    }
  })

  test('refuses to start with two of the same kind', async () => {
    await writeFile(join(folder, 'again.ts'), openingHours)
    await expect(openRegistry(pathToFileURL(`${folder}/`))).rejects.toThrow('opening_hours is there already')
  })

  test('every power-up starts with settings that it accepts itself', async () => {
    for (const { settings, initial } of (await openRegistry()).all) {
      expect(settings.safeParse(initial)).toMatchObject({ success: true })
    }
  })
})
