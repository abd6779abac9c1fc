import { z } from 'zod'

export const Knowledge = z.object({
  id: z.string(),
  title: z.string(),
  source: z.enum(['text', 'url', 'file']),
  url: z.string().nullable(),
  characters: z.int(),
  createdAt: z.iso.datetime(),
})
export const KnowledgeDetail = Knowledge.extend({ text: z.string() })
export const CreateKnowledge = z.strictObject({
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(200_000),
})

export type Knowledge = z.infer<typeof Knowledge>
export type KnowledgeDetail = z.infer<typeof KnowledgeDetail>
export type CreateKnowledge = z.infer<typeof CreateKnowledge>
