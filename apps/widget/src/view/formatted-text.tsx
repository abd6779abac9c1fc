import { Component } from 'preact'
import { withLinks } from '../markdown/plain-text.ts'
import { OutsideLink } from './outside-link.tsx'
import { drawRichText } from './rich-text.tsx'

/** `plain` as a person typed it; `formatted` as a bot or an agent wrote it; `unfinished` while it is being written. */
type Props = { text: string; how: 'plain' | 'formatted' | 'unfinished' }

/** A message's words as elements and text nodes. Unchanged text is neither parsed nor compared again. */
export class FormattedText extends Component<Props> {
  override shouldComponentUpdate({ text, how }: Props) {
    return text !== this.props.text || how !== this.props.how
  }

  override render({ text, how }: Props) {
    if (how !== 'plain') return drawRichText(text, how === 'unfinished')
    return (
      <p dir="auto">{withLinks(text).map((part) => (part.kind === 'link' ? <OutsideLink {...part} /> : part.text))}</p>
    )
  }
}
