import { Component, type ComponentChildren } from 'preact'
import { type Block, type Item, parseFormatted, parsePlain } from '../markdown/blocks.ts'
import type { Inline } from '../markdown/inline.ts'
import { finishForNow } from '../markdown/unfinished.ts'
import { fill, texts } from '../texts/texts.ts'

/** `plain` as a person typed it; `formatted` as a bot or an agent wrote it; `unfinished` while it is being written. */
type Props = { text: string; how: 'plain' | 'formatted' | 'unfinished' }

/** A message's words as elements and text nodes. Unchanged text is neither parsed nor compared again. */
export class FormattedText extends Component<Props> {
  override shouldComponentUpdate({ text, how }: Props) {
    return text !== this.props.text || how !== this.props.how
  }

  override render({ text, how }: Props) {
    if (how === 'plain') return parsePlain(text).map(drawBlock)
    return parseFormatted(how === 'unfinished' ? finishForNow(text) : text).map(drawBlock)
  }
}

function drawBlock(block: Block): ComponentChildren {
  switch (block.kind) {
    case 'lines':
      return <p dir="auto">{block.lines.map((parts, index) => [index > 0 && '\n', parts.map(drawInline)])}</p>
    case 'heading':
      return (
        <p dir="auto">
          <strong>{block.parts.map(drawInline)}</strong>
        </p>
      )
    case 'code':
      return (
        <pre dir="ltr">
          <code>{block.text}</code>
        </pre>
      )
    case 'quote':
      return <blockquote dir="auto">{block.blocks.map(drawBlock)}</blockquote>
    case 'rule':
      return <hr />
    case 'list': {
      const items = block.items.map(drawItem)
      return block.ordered ? (
        <ol start={block.start} dir="auto">
          {items}
        </ol>
      ) : (
        <ul dir="auto">{items}</ul>
      )
    }
    case 'table':
      return <Table {...block} />
  }
}

function drawItem({ parts, blocks }: Item) {
  return (
    <li>
      {parts.map(drawInline)}
      {blocks.map(drawBlock)}
    </li>
  )
}

/** A table that is wider than the message scrolls by itself, also by keyboard. */
function Table({ head, align, rows }: Extract<Block, { kind: 'table' }>) {
  const at = (column: number) => ({ textAlign: align[column] ?? 'start' })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div class="table" tabIndex={0} dir="auto">
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th scope="col" style={at(column)}>
                {cell.map(drawInline)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, column) => (
                <td style={at(column)}>{cell.map(drawInline)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function drawInline(part: Inline): ComponentChildren {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'bold':
      return <strong>{part.parts.map(drawInline)}</strong>
    case 'italic':
      return <em>{part.parts.map(drawInline)}</em>
    case 'struck':
      return <s>{part.parts.map(drawInline)}</s>
    case 'code':
      return <code>{part.text}</code>
    case 'link':
      return <OutsideLink {...part} />
  }
}

/** A link out of the chat: it opens elsewhere, and where it leads can be seen. */
export function OutsideLink({ href, text, host }: { href: string; text: string; host: string | null }) {
  const web = !href.startsWith('mailto:')
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={web ? fill(texts.opensElsewhere, { host: new URL(href).host }) : undefined}
    >
      <bdi>{text}</bdi>
      {host !== null && <span> ({host})</span>}
    </a>
  )
}
