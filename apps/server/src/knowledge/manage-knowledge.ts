import type { CreateKnowledge, Knowledge, KnowledgeDetail, UpdateKnowledge } from '@baton/protocol'
import type { AddressGuard } from '../guard/address-guard.ts'
import type { KnowledgeStore } from '../store/knowledge.ts'
import type { BotScope, KnowledgeChanges, NewKnowledge } from '../store/knowledge-changes.ts'
import { formatOfFile } from './read/detect-format.ts'
import { tidyText, tidyTitle } from './read/tidy-text.ts'
import { contentHash } from './read-knowledge.ts'

export type GivenFile = { name: string; mediaType: string; bytes: Buffer }

/** Expected noes of adding, changing and reading again. */
export type KnowledgeNo =
  | { no: 'not_found' }
  | { no: 'nothing_given' }
  | { no: 'title_missing' }
  | { no: 'unsupported_file'; old: boolean }
  | { no: 'file_empty' }
  | { no: 'full'; items: number; characters: number }
  | { no: 'same_url'; id: string }
  | { no: 'url_not_allowed'; field: string; reason: string }
  | { no: 'not_written' }
  | { no: 'not_readable_again' }

export type ManageKnowledge = ReturnType<typeof manageKnowledge>

type FromWeb = { title: string | null; url?: string | undefined; sitemap?: string | undefined }

type Deps = {
  store: KnowledgeStore
  changes: KnowledgeChanges
  checkUrl: AddressGuard['checkUrl']
  /** Says that there is something to read. */
  wake: () => void
}

/** What members do with a bot's knowledge. The caller has made sure that the bot is the team's. */
export function manageKnowledge({ store, changes, checkUrl, wake }: Deps) {
  const found = async (botId: string, id: string): Promise<KnowledgeDetail> => {
    const item = await store.find(botId, id)
    if (item === null) throw new Error(`knowledge ${id} is gone right after it was written`)
    return item
  }
  const add = async (scope: BotScope, item: NewKnowledge): Promise<KnowledgeDetail | KnowledgeNo> => {
    const added = await changes.add(scope, item)
    if (!added.ok) return added
    if (item.source !== 'text') wake()
    return found(scope.botId, added.id)
  }
  const addFromWeb = async (scope: BotScope, { title, url, sitemap }: FromWeb) => {
    const checked = checkUrl(withScheme(url ?? sitemap ?? ''))
    if (!checked.ok) return { no: 'url_not_allowed' as const, field: url === undefined ? 'sitemap' : 'url', ...checked }
    const source = url === undefined ? 'sitemap' : 'url'
    return add(scope, { source, title, url: checked.url.href })
  }
  return {
    ...store,
    remove: changes.remove,
    add: async (scope: BotScope, given: CreateKnowledge): Promise<KnowledgeDetail | KnowledgeNo> => {
      const { title, text, url, sitemap } = given
      if ([text, url, sitemap].filter((one) => one !== undefined).length !== 1) return { no: 'nothing_given' }
      if (text === undefined) return addFromWeb(scope, { title: title ?? null, url, sitemap })
      if (title === undefined) return { no: 'title_missing' }
      const kept = tidyText(text)
      if (kept === '') return { no: 'nothing_given' }
      return add(scope, { source: 'text', title: tidyTitle(title) ?? title, text: kept, hash: contentHash(kept) })
    },
    addFile: async (scope: BotScope, file: GivenFile, title?: string): Promise<KnowledgeDetail | KnowledgeNo> => {
      // A long name is cut only after its ending has told the kind.
      const given = tidyText(file.name.split(/[\\/]/).at(-1) ?? '')
      const name = tidyTitle(given) ?? 'file'
      const format = formatOfFile(given, file.mediaType)
      if (format === null) return { no: 'unsupported_file', old: /\.(?:doc|rtf|odt|pages)$/i.test(given) }
      if (file.bytes.length === 0) return { no: 'file_empty' }
      const named = title ?? name.replace(/\.[a-z0-9]{1,10}$/i, '')
      return add(scope, { source: 'file', title: named || name, fileName: name, format, bytes: file.bytes })
    },
    update: async (botId: string, id: string, change: UpdateKnowledge): Promise<KnowledgeDetail | KnowledgeNo> => {
      const item = await store.find(botId, id)
      if (item === null) return { no: 'not_found' }
      if (change.text === undefined) await changes.update(botId, id, change)
      else if (item.source !== 'text') return { no: 'not_written' }
      else {
        const text = tidyText(change.text)
        if (text === '') return { no: 'nothing_given' }
        await changes.update(botId, id, { ...change, text, hash: contentHash(text) })
      }
      return (await store.find(botId, id)) ?? { no: 'not_found' }
    },
    readAgain: async (scope: BotScope, id: string): Promise<Knowledge | KnowledgeNo> => {
      const item = await store.find(scope.botId, id)
      if (item === null) return { no: 'not_found' }
      if (item.source === 'text') return { no: 'not_readable_again' }
      // The bytes of a file are kept only until they were read.
      if (item.source === 'file' && item.state === 'ready') return { no: 'not_readable_again' }
      await changes.readAgain(scope, id)
      wake()
      return (await store.find(scope.botId, id)) ?? { no: 'not_found' }
    },
    readAllAgain: async (scope: BotScope): Promise<number> => {
      const asked = await changes.readAgain(scope, 'all')
      wake()
      return asked
    },
  }
}

/** As people type addresses. */
function withScheme(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`
}
