import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { Mailer } from './mail.ts'
import { messageOf, type Sender } from './message.ts'

/**
 * What the file beside a mail says of it: whose it is, and what a member may be shown of it. Of a mail that carries a credential
 * that is nothing.
 */
export const Label = z.object({
  teamId: z.string(),
  kind: z.string(),
  credential: z.boolean(),
  at: z.string(),
  shown: z.object({ to: z.array(z.string()), subject: z.string(), text: z.string(), html: z.string() }).nullable(),
})
export type Label = z.infer<typeof Label>

/**
 * Keeps mails as files where there is no SMTP server: `NAME.eml` and its label `NAME.json` in this folder, readable by their owner
 * only. A mail is there as a whole or not at all; sent again it takes the place of the first.
 */
export function createMailFolder(folder: string, sender: Sender): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    send: async (mail) => {
      const { message } = await composer.sendMail(messageOf(mail, sender))
      if (!Buffer.isBuffer(message)) throw new Error('the mail was not composed')
      const at = new Date(mail.at).toISOString()
      const { teamId, kind, credential, subject, text, html } = mail
      const shown = credential ? null : { to: mail.to.map(({ address }) => address), subject, text, html }
      const label: Label = { teamId, kind, credential, at, shown }
      const name = `${at.replaceAll(/[:.]/g, '-')}-${mail.id.replaceAll(/[^\w-]/g, '_')}`
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // The label first: a mail must never stand there without it.
      await writeWhole(folder, `${name}.json`, JSON.stringify(label))
      await writeWhole(folder, `${name}.eml`, message)
      return { accepted: mail.to.map(({ address }) => address), refused: [], later: [] }
    },
  }
}

async function writeWhole(folder: string, name: string, content: string | Buffer): Promise<void> {
  const temporary = join(folder, `.${name}.part`)
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, join(folder, name))
}
