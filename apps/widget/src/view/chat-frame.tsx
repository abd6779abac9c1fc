import type { ChannelBot } from '@baton/protocol'
import type { ComponentChildren } from 'preact'
import { texts } from '../texts/texts.ts'
import { Composer, type Writing } from './composer.tsx'
import { Header, type HeaderProps } from './header.tsx'
import { PersonIcon } from './icons.tsx'

type Props = {
  header: HeaderProps
  /** The page's main part. */
  children: ComponentChildren
  /** What is said above the field. */
  status?: ComponentChildren
  /** Null where nobody can write; `ended` stands there instead. */
  writing: Writing | null
  ended?: ComponentChildren
  /** False: only header and main part. */
  docked?: boolean
}

/**
 * The chat as the customer sees it: who answers, the thread, and where they write. Drawn with the same elements from the
 * first picture on, so that nothing moves, and no word or focus is lost, when the rest of the page has come.
 */
export function ChatFrame({ header, children, status = null, writing, ended = null, docked = true }: Props) {
  const { bot, view, ask } = header
  return (
    <div class="chat">
      <Header {...header} />
      {children}
      {docked && (
        <footer class="dock">
          {status}
          {ask && writing && <AskBelow bot={bot} ask={ask} />}
          {writing ? (
            <Composer key={`composer ${writing.customer}`} writing={writing} to={view?.agent?.name ?? bot.name} />
          ) : (
            ended
          )}
        </footer>
      )}
    </div>
  )
}

/** The way to a human, where the header has no room for it. */
function AskBelow({ bot, ask }: { bot: ChannelBot; ask: () => void }) {
  return (
    <button type="button" class="button quiet ask-below" onClick={ask}>
      <PersonIcon />
      {texts.ask[bot.human.how]}
    </button>
  )
}
