import { Component } from 'preact'
import { type Block, type Inline, parseFormatted, parsePlain } from '../chat/message-text.ts'
import { fill, texts } from '../texts/texts.ts'

type Props = { text: string; plain: boolean }

/** A message's words as elements and text nodes. Unchanged text is neither parsed nor compared again. */
export class FormattedText extends Component<Props> {
  override shouldComponentUpdate({ text, plain }: Props) {
    return text !== this.props.text || plain !== this.props.plain
  }

  override render({ text, plain }: Props) {
    return (plain ? parsePlain : parseFormatted)(text).map(drawBlock)
  }
}

function drawBlock(block: Block) {
  if (block.kind === 'code') {
    return (
      <pre>
        <code>{block.text}</code>
      </pre>
    )
  }
  if (block.kind === 'lines') {
    return <p>{block.lines.map((parts, index) => [index > 0 && '\n', parts.map(drawInline)])}</p>
  }
  const items = block.items.map((parts) => <li>{parts.map(drawInline)}</li>)
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>
}

function drawInline(part: Inline) {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'bold':
      return <strong>{part.parts.map(drawInline)}</strong>
    case 'code':
      return <code>{part.text}</code>
    case 'link':
      return <OutsideLink {...part} />
  }
}

/** A link out of the chat: it opens elsewhere, and where it leads can be seen. */
export function OutsideLink({ href, text, host }: { href: string; text: string; host: string | null }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener nofollow ugc"
      title={fill(texts.opensElsewhere, { host: new URL(href).host })}
    >
      {text}
      {host !== null && <span> ({host})</span>}
    </a>
  )
}
