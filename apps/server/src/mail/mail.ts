export type Address = { name: string | null; address: string }

/** What a mail says, whoever it goes to. */
export type Content = { subject: string; text: string; html: string }

type AboutConversation =
  | 'escalated'
  | 'still_waiting'
  | 'requeued'
  | 'contact_requested'
  | 'nudged'
  | 'lead_collected'
  | 'form_answered'
  | 'digest'
  | 'answer'

/** An invitation and a password reset carry a credential and must be shown to nobody but its addressee. */
export type MailKind = AboutConversation | 'webhook_trouble' | 'invitation' | 'password_reset' | 'two_factor_reset'

/** One mail, ready to be sent. */
export type Mail = Content & {
  /** The same however often it is sent, so that mail programs show a repeat once. */
  id: string
  to: readonly Address[]
  replyTo: Address | null
  /** Mails of one thread are shown together; null: stands alone. */
  thread: string | null
  kind: MailKind
  teamId: string
  credential: boolean
  /** When it was called for, in milliseconds. */
  at: number
}

/** What became of each recipient. Those in `later` may be tried again. */
export type Sent = { accepted: string[]; refused: string[]; later: string[] }

/** Sends a mail; rejects, with nothing sent, when no server took it. */
export type Mailer = { send(mail: Mail, signal: AbortSignal): Promise<Sent> }
