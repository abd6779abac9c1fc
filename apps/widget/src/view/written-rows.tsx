import type { Outbox } from '../chat/written.ts'
import { MessageFrame, Underway } from './message-frame.tsx'

/** What the customer has written, while there is no log to draw it with. */
export const writtenRows = (written: Outbox) =>
  written.map(({ clientId, text, state }) => (
    <MessageFrame key={`customer ${clientId}`} row={clientId} by="customer" below={state === 'queued' && <Underway />}>
      <p dir="auto">{text}</p>
    </MessageFrame>
  ))
