import type { ComponentChildren } from 'preact'
import { type Network, networkTrouble } from '../texts/network-trouble.ts'
import { texts } from '../texts/texts.ts'

type Props = { network: Network; notice?: ComponentChildren; retry: () => void }

/** One quiet line about the network, or about what could not be done. Nothing while all is well. */
export function StatusLine({ network, notice = null, retry }: Props) {
  const trouble = networkTrouble(network)
  if (trouble === null && notice === null) return null
  return (
    <div class="status quiet-words">
      {notice !== null && <p>{notice}</p>}
      {trouble !== null && (
        <p>
          {trouble}{' '}
          {network.online && (
            <button type="button" class="link" onClick={retry}>
              {texts.network.retry}
            </button>
          )}
        </p>
      )}
    </div>
  )
}
