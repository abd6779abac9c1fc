import { Component } from 'preact'
import { withLinks } from '../markdown/plain-text.ts'
import { laterViews, loadLaterViews } from './later-view-loader.ts'
import { OutsideLink } from './outside-link.tsx'

/** `plain` as a person typed it; `formatted` as a bot or an agent wrote it; `unfinished` while it is being written. */
type Props = { text: string; how: 'plain' | 'formatted' | 'unfinished' }

/** What makes a text look different when it is formatted; most greetings have none of it. */
const MARKS = /[*_`~#>|[\]\\]|^\s*(?:[-+•]|\d+[.)])\s/m
/** It is drawn as it was typed, and fetched again with the rest. */
const ignore = () => {}

/** A message's words as elements and text nodes. Unchanged text is neither parsed nor compared again. */
export class FormattedText extends Component<Props> {
  drawn: unknown = null

  override shouldComponentUpdate({ text, how }: Props) {
    return text !== this.props.text || how !== this.props.how || (how !== 'plain' && this.drawn !== laterViews())
  }

  override render({ text, how }: Props) {
    const views = laterViews()
    this.drawn = views
    if (how !== 'plain' && views) return views.drawRichText(text, how === 'unfinished')
    if (how !== 'plain' && MARKS.test(text)) void loadLaterViews().then(() => this.forceUpdate(), ignore)
    return (
      <p dir="auto">{withLinks(text).map((part) => (part.kind === 'link' ? <OutsideLink {...part} /> : part.text))}</p>
    )
  }
}
