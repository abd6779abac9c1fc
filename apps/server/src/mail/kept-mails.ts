import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptMail, KeptMailDetail } from '@baton/protocol'
import { Label } from './mail-folder.ts'

export type KeptMails = ReturnType<typeof openKeptMails>

/** The mails that were kept as files (`mail-folder.ts`), as the members of their team may see them. */
export function openKeptMails(folder: string) {
  return {
    /** Newest first; `after` is the id that a page ended with. */
    list: async (teamId: string, { limit, after }: { limit: number; after: string | null }) => {
      const items: KeptMail[] = []
      for (const id of await ids(folder)) {
        if (after !== null && id >= after) continue
        const mail = await readKept(folder, teamId, id)
        if (mail === null) continue
        if (items.length === limit) return { items, nextCursor: items.at(-1)?.id ?? null }
        items.push({ id: mail.id, about: mail.about, at: mail.at, to: mail.to, subject: mail.subject })
      }
      return { items, nextCursor: null }
    },
    /** Null when there is none of this team, or when it carries a credential. */
    find: (teamId: string, id: string): Promise<KeptMailDetail | null> => readKept(folder, teamId, id),
  }
}

/** The names of what is kept begin with its time. */
async function ids(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .filter((name) => /^[\w-]+\.json$/.test(name))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
    .reverse()
}

async function readKept(folder: string, teamId: string, id: string): Promise<KeptMailDetail | null> {
  if (!/^[\w-]+$/.test(id)) return null
  const file = await readFile(join(folder, `${id}.json`), 'utf8').catch(() => null)
  if (file === null) return null
  const label = Label.safeParse(JSON.parse(file))
  if (!label.success || label.data.teamId !== teamId || label.data.shown === null) return null
  return { id, about: label.data.kind, at: label.data.at, ...label.data.shown }
}
