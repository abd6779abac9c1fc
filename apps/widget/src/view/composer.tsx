import { Component, createRef } from 'preact'
import { roomLeft } from '../chat/message-length.ts'
import { counted, fill, texts } from '../texts/texts.ts'
import { COMPOSER_FIELD } from './focus.ts'
import { SendIcon } from './icons.tsx'

/** From here on the customer is told how much room is left. */
const NEAR = 400

/** What becomes of what is written. */
export type Writing = {
  unsentText: { read(): string; keep(text: string): void }
  typing: { touch(): void; stop(): void }
  send(text: string): void
  /** Another number, another customer: what was typed is not theirs. */
  customer: number
}

type Props = { writing: Writing; to: string }

/** Where the customer writes. What is typed survives a reload. */
export class Composer extends Component<Props, { text: string }> {
  override state = { text: this.props?.writing.unsentText.read() ?? '' }
  field = createRef<HTMLTextAreaElement>()

  override componentDidMount() {
    this.fit()
  }

  override componentDidUpdate() {
    this.fit()
  }

  /** As high as its text; the style sheet sets the limit of five lines. */
  fit() {
    const field = this.field.current
    if (!field) return
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
  }

  write(text: string) {
    this.setState({ text })
    this.props.writing.unsentText.keep(text)
  }

  typed = (text: string) => {
    this.write(text)
    if (text.trim() === '') this.props.writing.typing.stop()
    else this.props.writing.typing.touch()
  }

  send = (event: Event) => {
    event.preventDefault()
    const { text } = this.state
    if (text.trim() === '' || roomLeft(text) < 0) return
    this.props.writing.send(text)
    this.write('')
    this.field.current?.focus()
  }

  pressed = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.send(event)
  }

  override render({ writing, to }: Props, { text }: { text: string }) {
    const left = roomLeft(text)
    return (
      <form class="composer" onSubmit={this.send}>
        <label class="unseen" for={COMPOSER_FIELD}>
          {fill(texts.composer.label, { name: to })}
        </label>
        <textarea
          id={COMPOSER_FIELD}
          ref={this.field}
          rows={1}
          value={text}
          placeholder={texts.composer.placeholder}
          enterkeyhint="send"
          aria-describedby="room"
          aria-invalid={left < 0}
          onInput={(event) => this.typed(event.currentTarget.value)}
          onKeyDown={this.pressed}
          onBlur={writing.typing.stop}
        />
        <button
          type="submit"
          class="send"
          aria-label={texts.composer.send}
          aria-disabled={text.trim() === '' || left < 0}
        >
          <SendIcon />
        </button>
        <p id="room" class={`quiet-words ${left < 0 ? 'problem' : ''}`}>
          {left < NEAR && (left < 0 ? counted(texts.composer.over, -left) : counted(texts.composer.left, left))}
        </p>
      </form>
    )
  }
}
