import type { ChatState } from '../chat/chat-state.ts'
import { networkTrouble } from '../texts/sentences.ts'
import { texts } from '../texts/texts.ts'

/** One quiet line about the network, or about what could not be done. Nothing while all is well. */
export function StatusLine({ state, retry }: { state: ChatState; retry: () => void }) {
  const trouble = networkTrouble(state.network)
  if (trouble === null && state.notice === null) return null
  return (
    <div class="status quiet-words">
      {state.notice !== null && <p>{texts.notice[state.notice]}</p>}
      {trouble !== null && (
        <p>
          {trouble}{' '}
          {state.network.online && (
            <button type="button" class="link" onClick={retry}>
              {texts.network.retry}
            </button>
          )}
        </p>
      )}
    </div>
  )
}
