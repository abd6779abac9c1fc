import type { ComponentChildren } from 'preact'
import { type Block, type Item, parseFormatted } from '../markdown/blocks.ts'
import type { Inline } from '../markdown/inline.ts'
import { finishForNow } from '../markdown/unfinished.ts'
import { OutsideLink } from './outside-link.tsx'

/** What a bot or an agent wrote, as elements and text nodes. */
export function drawRichText(text: string, unfinished: boolean): ComponentChildren {
  return parseFormatted(unfinished ? finishForNow(text) : text).map(drawBlock)
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
