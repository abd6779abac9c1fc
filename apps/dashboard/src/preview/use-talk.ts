import { useEffect, useRef, useState } from 'react'
import { askPreview } from '../api/preview.ts'
import { type Line, messagesOf, withPiece } from './talk.ts'

/** A talk with a bot that only this page knows of. */
export function useTalk(botId: string) {
  const [lines, setLines] = useState<Line[]>([])
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const asking = useRef<AbortController | null>(null)
  useEffect(() => () => asking.current?.abort(), [])

  const ask = async (said: Line[]) => {
    const abort = new AbortController()
    asking.current = abort
    let written = ''
    setLines(said)
    setDraft('')
    setError(null)
    const onText = (offset: number, text: string) => {
      written = withPiece(written, offset, text)
      if (!abort.signal.aborted) setDraft(written)
    }
    try {
      const answer = await askPreview(botId, { messages: messagesOf(said), onText, signal: abort.signal })
      if (!abort.signal.aborted) setLines([...said, { by: 'bot', text: answer.text, answer }])
    } catch (reason) {
      if (!abort.signal.aborted) setError(reason)
    }
    if (asking.current === abort) setDraft(null)
  }
  const stop = () => {
    asking.current?.abort()
    asking.current = null
  }
  return {
    lines,
    /** The reply as far as it is written; null while none is. */
    draft,
    error,
    say: (text: string) => void ask([...lines, { by: 'customer', text }]),
    /** Asks for an answer to the same again. */
    retry: () => void ask(lines),
    /** What the bot had written stays, with how it came about unknown. */
    stop: () => {
      stop()
      setLines([...lines, { by: 'bot', text: draft ?? '', answer: null }])
      setDraft(null)
    },
    startOver: () => {
      stop()
      setLines([])
      setDraft(null)
      setError(null)
    },
  }
}
