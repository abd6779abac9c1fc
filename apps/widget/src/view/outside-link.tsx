import { fill, texts } from '../texts/texts.ts'

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
