import type { Bot, WebChannel } from '@baton/protocol'
import { Button, SegmentedControl } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { webTexts } from '../texts/web-channel.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Section } from '../ui/page.tsx'
import { CodeBlock } from './code-block.tsx'
import { snippets } from './snippets.ts'

const texts = webTexts.snippets
const kinds = ['script', 'iframe', 'link', 'sdk'] as const

/** What to paste where, for each way of embedding. */
export function EmbedSnippets({ bot, saved }: { bot: Bot; saved: WebChannel }) {
  const [kind, setKind] = useState<(typeof kinds)[number]>('script')
  const code = snippets(location.origin, bot.id)
  const nowhere = !saved.anySite && saved.allowedSites.length === 0 && kind !== 'link'
  return (
    <Section title={texts.title} help={texts.help}>
      <SegmentedControl
        aria-label={texts.label}
        value={kind}
        onChange={(value) => setKind(kinds.find((one) => one === value) ?? 'script')}
        data={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
      />
      <p className="soft">{texts.explained[kind]}</p>
      {kind === 'link' ? (
        <CopyField label={texts.kinds.link} value={code.link}>
          <Elsewhere href={code.link}>{texts.open}</Elsewhere>
        </CopyField>
      ) : (
        // Of its own for each way, so that none says “Copied” for another.
        <CodeBlock key={kind} label={texts.kinds[kind]} code={code[kind]} />
      )}
      {nowhere && <p role="note">{texts.noSite}</p>}
      <div className="line line_wrap">
        <Elsewhere href={`/demo/${encodeURIComponent(bot.id)}`}>{texts.docs}</Elsewhere>
        {kind === 'sdk' && <Elsewhere href="/baton.d.ts">{texts.types}</Elsewhere>}
      </div>
    </Section>
  )
}

function Elsewhere({ href, children }: { href: string; children: string }) {
  return (
    <Button
      component="a"
      href={href}
      target="_blank"
      rel="noopener"
      variant="default"
      rightSection={<IconExternalLink size={16} />}
    >
      {children}
    </Button>
  )
}
