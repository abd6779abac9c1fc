import { Button, Textarea } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { previewTexts as texts } from '../texts/preview.ts'
import { LONGEST } from './talk.ts'

type Props = { busy: boolean; suggest: boolean; onSay: (text: string) => void; onStop: () => void }

/** Where the member writes as a customer. Enter sends, Shift+Enter breaks the line. */
export function PreviewComposer({ busy, suggest, onSay, onStop }: Props) {
  const [text, setText] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  const say = (what: string) => {
    if (what.trim() === '' || busy) return
    onSay(what.trim())
    setText('')
    box.current?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    say(text)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    say(text)
  }
  return (
    <form className="preview__composer" onSubmit={submit}>
      {suggest && (
        <div className="line line_wrap">
          {texts.suggestion.map((one) => (
            <Button key={one} variant="default" onClick={() => say(one)}>
              {one}
            </Button>
          ))}
        </div>
      )}
      <div className="preview__write">
        <Textarea
          ref={box}
          className="grow"
          aria-label={texts.write}
          placeholder={texts.write}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
        {busy ? (
          <Button variant="default" onClick={onStop}>
            {texts.stop}
          </Button>
        ) : (
          <Button type="submit">{texts.send}</Button>
        )}
      </div>
    </form>
  )
}
