import { knowledgeLimits } from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { KnowledgeNo } from '../knowledge/manage-knowledge.ts'
import type { Bots } from '../store/bots.ts'
import type { BotScope } from '../store/knowledge-changes.ts'
import { principalOf } from './principal-guard.ts'
import { notFound, type Refused, refuse } from './problems.ts'

export const KnowledgeBotParams = z.object({ botId: z.string().max(100) })
export const KnowledgeItemParams = KnowledgeBotParams.extend({ id: z.string().max(100) })

/** The bot of this request, or 404 when it is none of the member's team. */
export async function ownBot(bots: Bots, request: FastifyRequest): Promise<BotScope> {
  const { botId } = KnowledgeBotParams.parse(request.params)
  const { teamId } = principalOf(request)
  if ((await bots.find(teamId, botId)) === null) throw notFound()
  return { teamId, botId }
}

/** The item, or the end of the request. */
export function itemOrProblem<Item extends object>(result: Item | KnowledgeNo): Item {
  if ('no' in result) throw problemOf(result)
  return result
}

export const fileTooLarge = () =>
  refuse(413, 'file_too_large', 'File too large', `A file may have at most ${megabytes(knowledgeLimits.fileBytes)} MB.`)

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)
const grouped = (count: number) => count.toLocaleString('en')

function problemOf(no: KnowledgeNo): Refused {
  switch (no.no) {
    case 'not_found':
      return notFound()
    case 'nothing_given':
      return wrongField('text', 'Give a text, the url of a page, the address of a sitemap, or a file: one of them.')
    case 'title_missing':
      return wrongField('title', 'A text needs a title.')
    case 'url_not_allowed':
      return refuse(422, no.no, 'Address not allowed', no.reason, {
        issues: [{ path: `body/${no.field}`, message: no.reason }],
      })
    case 'unsupported_file':
      return refuse(422, no.no, 'Not a file that is read', unsupported(no.old))
    case 'file_empty':
      return refuse(422, no.no, 'Empty file', 'There is nothing in this file.')
    case 'full':
      return refuse(409, 'knowledge_full', 'No more room', full(no))
    case 'same_url':
      return refuse(409, 'already_known', 'Already there', 'The bot reads this address already.', {
        knowledgeId: no.id,
      })
    case 'not_written':
      return refuse(
        409,
        'not_a_written_text',
        'Not a written text',
        'Change it where it comes from, then read it again.',
      )
    case 'not_readable_again':
      return refuse(409, 'cannot_read_again', 'Nothing to read again', 'Only what comes from the web is read again.')
  }
}

function wrongField(field: string, message: string): Refused {
  const issues = [{ path: `body/${field}`, message }]
  return refuse(400, 'invalid_request', 'Check the request', 'Some fields are wrong; `issues` names them.', { issues })
}

function unsupported(old: boolean): string {
  return old
    ? 'Save it as .docx or .pdf and add that.'
    : 'Text, Markdown, HTML, PDF, DOCX and CSV files are read, known by the ending of their name.'
}

function full({ items, characters }: { items: number; characters: number }): string {
  const { items: mostItems, characters: most } = knowledgeLimits
  const held = items >= mostItems ? `${grouped(items)} items` : `${grouped(characters)} characters`
  return `A bot may know at most ${grouped(mostItems)} items with ${grouped(most)} characters together; this one has ${held}. Delete what it no longer needs.`
}
