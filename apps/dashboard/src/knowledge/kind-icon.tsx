import type { Knowledge } from '@baton/protocol'
import {
  IconFileText,
  IconFileTypeCsv,
  IconFileTypeDocx,
  IconFileTypeHtml,
  IconFileTypePdf,
  IconMarkdown,
  IconPencil,
  IconSitemap,
  IconWorld,
} from '@tabler/icons-react'

const files = {
  pdf: IconFileTypePdf,
  docx: IconFileTypeDocx,
  csv: IconFileTypeCsv,
  html: IconFileTypeHtml,
  markdown: IconMarkdown,
  text: IconFileText,
}
const others = { text: IconPencil, url: IconWorld, sitemap: IconSitemap }

/** What kind of item it is, as a picture beside its words. */
export function KindIcon({ item: { source, format } }: { item: Pick<Knowledge, 'source' | 'format'> }) {
  const Icon = source === 'file' ? files[format ?? 'text'] : others[source]
  return (
    <span className="knowledge__icon" aria-hidden="true">
      <Icon size={20} stroke={1.6} />
    </span>
  )
}
