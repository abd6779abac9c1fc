import type { CustomerConversation } from '@baton/protocol'
import type { ChatState } from '../chat/chat-state.ts'
import { placeInLine, waitInWords } from '../texts/sentences.ts'
import { fill, texts } from '../texts/texts.ts'
import { WaitingIcon } from './icons.tsx'

type Props = { state: ChatState; view: CustomerConversation; withdraw: () => void }

/** While the customer waits for a person: the place in line, what the bot does meanwhile, and the way back. */
export function WaitingLine({ state, view, withdraw }: Props) {
  const meanwhile = view.botHolds ? texts.waiting.holds : texts.waiting.helps
  const wait = waitInWords(view.queue?.waitFromSeconds, view.queue?.waitSeconds)
  return (
    <section class="waiting-line" aria-label={texts.holder.waiting}>
      <WaitingIcon />
      <p>
        <b>{placeInLine(view.queue?.position)}</b> {wait && `${wait} `}
        {fill(meanwhile, state.bot)}
      </p>
      <button type="button" class="button" aria-disabled={state.busy === 'withdrawing'} onClick={withdraw}>
        {texts.waiting.withdraw}
      </button>
    </section>
  )
}
