import { z } from 'zod'
import { PageQuery } from './paging.ts'

/** How much a bot may know. `docs/knowledge.md` shows it. */
export const knowledgeLimits = {
  /** Characters of a title. */
  title: 200,
  /** Characters of a text that is written or sent as JSON. */
  text: 200_000,
  /** Characters that are read from one file or page. */
  read: 1_000_000,
  /** Bytes of a file. */
  fileBytes: 10 * 1024 * 1024,
  /** Bytes of a web page or a sitemap, after decompression. */
  pageBytes: 5 * 1024 * 1024,
  /** Items of a bot, each page of a sitemap counted. */
  items: 1_000,
  /** Pages that are read of one sitemap. */
  sitemapPages: 500,
  /** Characters of all items of a bot together. */
  characters: 10_000_000,
} as const

export const knowledgeSources = ['text', 'file', 'url', 'sitemap'] as const
export const knowledgeFormats = ['text', 'markdown', 'html', 'pdf', 'docx', 'csv'] as const
/** `waiting` to be read, `reading`, `ready` to answer from, or `failed`: then what was read before, if anything, stays in use. */
export const knowledgeStates = ['waiting', 'reading', 'ready', 'failed'] as const

/** How far the pages of a sitemap are. */
export const KnowledgeProgress = z.object({
  waiting: z.int(),
  reading: z.int(),
  ready: z.int(),
  failed: z.int(),
})

export const Knowledge = z.object({
  id: z.string(),
  title: z.string(),
  source: z.enum(knowledgeSources),
  url: z.string().nullable(),
  /** The sitemap that this page came from. */
  parentId: z.string().nullable(),
  fileName: z.string().nullable(),
  format: z.enum(knowledgeFormats).nullable(),
  state: z.enum(knowledgeStates),
  /** In plain words, why it could not be read; of a waiting item, why it is tried again. */
  error: z.string().nullable(),
  /** In plain words, what was left out. */
  notice: z.string().nullable(),
  characters: z.int(),
  /** Size of the file or page as it came. */
  bytes: z.int().nullable(),
  /** Pages of a PDF, or those that a sitemap lists. */
  pages: z.int().nullable(),
  progress: KnowledgeProgress.nullable(),
  /** When it was last read whole. */
  syncedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export const KnowledgeDetail = Knowledge.extend({ text: z.string() })

const title = z.string().trim().min(1).max(knowledgeLimits.title)
const text = z.string().trim().min(1).max(knowledgeLimits.text)
const address = z.string().trim().min(1).max(2_000)

/** What a member gives: a `text` with its title, the `url` of a page, or the address of a `sitemap`. */
export const knowledgeShape = {
  title: title.optional(),
  text: text.optional(),
  url: address.optional(),
  sitemap: address.optional(),
}
export const CreateKnowledge = z.strictObject(knowledgeShape)
export const UpdateKnowledge = z.strictObject({ title: title.optional(), text: text.optional() })

export const KnowledgeQuery = PageQuery.extend({
  /** The pages of this sitemap; absent: everything that was added by itself. */
  parentId: z.string().max(100).optional(),
  /** Only what has these characters in its title, address, file name or text. */
  q: z.string().trim().max(200).optional(),
})

/** How much of its limits a bot uses, and how many items are in which state. */
export const KnowledgeUse = z.object({
  items: z.int(),
  characters: z.int(),
  progress: KnowledgeProgress,
  limits: z.object({ items: z.int(), characters: z.int(), fileBytes: z.int(), sitemapPages: z.int() }),
})

/** A passage that a question finds. */
export const FoundPassage = z.object({
  knowledgeId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  text: z.string(),
  /** How much of what was asked it speaks about: 0 to 1. */
  score: z.number(),
  /** Whether it speaks of enough for the built-in answerer to answer from it. */
  enough: z.boolean(),
})
export const FoundPassages = z.object({ items: z.array(FoundPassage) })

/** Search by meaning: the provider's model for it, null where search goes by words only; `available`: the bot's provider has such models. */
export const KnowledgeEmbeddings = z.object({ model: z.string().nullable(), available: z.boolean() })
export const WriteKnowledgeEmbeddings = z.strictObject({ model: z.string().trim().min(1).max(200).nullable() })

export type KnowledgeEmbeddings = z.infer<typeof KnowledgeEmbeddings>
export type Knowledge = z.infer<typeof Knowledge>
export type KnowledgeDetail = z.infer<typeof KnowledgeDetail>
export type KnowledgeProgress = z.infer<typeof KnowledgeProgress>
export type KnowledgeUse = z.infer<typeof KnowledgeUse>
export type KnowledgeSource = Knowledge['source']
export type KnowledgeFormat = (typeof knowledgeFormats)[number]
export type CreateKnowledge = z.infer<typeof CreateKnowledge>
export type UpdateKnowledge = z.infer<typeof UpdateKnowledge>
export type FoundPassage = z.infer<typeof FoundPassage>
export type FoundPassages = z.infer<typeof FoundPassages>
