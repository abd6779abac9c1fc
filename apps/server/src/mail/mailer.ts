import { join } from 'node:path'
import type { Mailer } from './mail.ts'
import { createMailFolder } from './mail-folder.ts'
import type { Sender } from './message.ts'
import { createSmtpMailer } from './smtp-mailer.ts'

/** SMTP where it is set up, else files in `DATA_DIR/outbox`. */
export function createMailer(settings: {
  smtpUrl: string | undefined
  mailFrom: string | undefined
  publicUrl: string
  dataDir: string
}): Mailer {
  const sender = senderOf(settings)
  return settings.smtpUrl === undefined
    ? createMailFolder(mailFolderOf(settings), sender)
    : createSmtpMailer(settings.smtpUrl, sender)
}

/** Where mails are kept while there is no SMTP server. */
export function mailFolderOf({ dataDir }: { dataDir: string }): string {
  return join(dataDir, 'outbox')
}

function senderOf({ mailFrom, publicUrl }: { mailFrom: string | undefined; publicUrl: string }): Sender {
  return { name: 'Baton', address: mailFrom ?? `baton@${new URL(publicUrl).hostname.replace(/[[\]]/g, '')}` }
}
