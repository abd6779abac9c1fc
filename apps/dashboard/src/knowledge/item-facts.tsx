import type { KnowledgeDetail } from '@baton/protocol'
import type { ReactNode } from 'react'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { Moment } from '../ui/ages.tsx'
import { kindWords, sizeWords } from './knowledge-words.ts'

const texts = knowledgeTexts.item

/** Where the item comes from, how large it is, and when it was read. */
export function ItemFacts({ item }: { item: KnowledgeDetail }) {
  const bytes = item.bytes === null ? [] : [knowledgeTexts.bytes(item.bytes)]
  const size = [...sizeWords(item), ...bytes].join(', ')
  return (
    <dl className="item-facts" aria-label={texts.facts}>
      <Fact name={texts.kind}>{kindWords(item)}</Fact>
      {item.url !== null && (
        <Fact name={texts.address}>
          <a href={item.url} target="_blank" rel="noopener noreferrer">
            {item.url}
          </a>
        </Fact>
      )}
      {item.fileName !== null && <Fact name={texts.file}>{item.fileName}</Fact>}
      {size !== '' && <Fact name={texts.size}>{size}</Fact>}
      {item.source !== 'text' && (
        <Fact name={texts.lastRead}>{item.syncedAt === null ? texts.never : <Moment at={item.syncedAt} />}</Fact>
      )}
      <Fact name={texts.addedAt}>
        <Moment at={item.createdAt} />
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="item-facts__row">
      <dt className="soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
