import { useMemo } from 'react'
import { linkPieces } from './links.ts'

/** What somebody wrote: plain text nodes, line breaks kept, addresses as links. Never HTML. */
export function MessageText({ text }: { text: string }) {
  const pieces = useMemo(() => linkPieces(text), [text])
  let at = 0
  return (
    <span className="words" dir="auto">
      {pieces.map((piece) => {
        const key = at
        at += piece.text.length
        return piece.kind === 'text' ? (
          piece.text
        ) : (
          <a key={key} href={piece.href} target="_blank" rel="noopener nofollow ugc">
            {piece.text}
          </a>
        )
      })}
    </span>
  )
}
