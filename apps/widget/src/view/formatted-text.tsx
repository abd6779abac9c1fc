import { Component } from 'preact'
import { withLinks } from '../markdown/plain-text.ts'
import { OutsideLink } from './outside-link.tsx'

/** `plain` as a person typed it; `formatted` as a bot or an agent wrote it; `unfinished` while it is being written. */
type Props = { text: string; how: 'plain' | 'formatted' | 'unfinished' }

type RichText = typeof import('./rich-text.tsx')
let rich: RichText | null = null

/** Fetches what draws formatted text; until then it is drawn as it was typed. Rejects where the network fails. */
export async function loadRichText(): Promise<void> {
  rich = await import('./rich-text.tsx')
}

/** A message's words as elements and text nodes. Unchanged text is neither parsed nor compared again. */
export class FormattedText extends Component<Props> {
  drawn: RichText | null = null

  override shouldComponentUpdate({ text, how }: Props) {
    return text !== this.props.text || how !== this.props.how || (how !== 'plain' && this.drawn !== rich)
  }

  override render({ text, how }: Props) {
    this.drawn = rich
    if (how !== 'plain' && rich) return rich.drawRichText(text, how === 'unfinished')
    return (
      <p dir="auto">{withLinks(text).map((part) => (part.kind === 'link' ? <OutsideLink {...part} /> : part.text))}</p>
    )
  }
}
