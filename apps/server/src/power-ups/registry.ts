import { readdir } from 'node:fs/promises'
import type { PowerUpInCatalogue } from '@baton/protocol'
import { z } from 'zod'
import type { PowerUp } from './power-up.ts'

/** Every power-up that a bot can be given. */
export type Registry = {
  all: readonly PowerUp[]
  find: (kind: string) => PowerUp | null
  catalogue: readonly PowerUpInCatalogue[]
}

const shipped = new URL('./catalogue/', import.meta.url)

/** The power-ups of a folder: each file's default export is one. A new file is all that a new power-up needs. */
export async function openRegistry(folder = shipped): Promise<Registry> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const all: PowerUp[] = []
  for (const file of files) {
    const { default: powerUp }: { default: PowerUp } = await import(new URL(file, folder).href)
    if (!/^[a-z][a-z_]{1,40}$/.test(powerUp.kind))
      throw new Error(`${file}: its kind must be a word like talk_to_a_human`)
    if (all.some(({ kind }) => kind === powerUp.kind)) throw new Error(`${file}: ${powerUp.kind} is there already`)
    all.push(powerUp)
  }
  all.sort((a, b) => a.place - b.place || a.title.localeCompare(b.title, 'en'))
  return { all, find: (kind) => all.find((one) => one.kind === kind) ?? null, catalogue: all.map(inCatalogue) }
}

function inCatalogue({ kind, title, description, settings, initial }: PowerUp): PowerUpInCatalogue {
  return { kind, title, description, settings: z.toJSONSchema(settings), initial }
}
