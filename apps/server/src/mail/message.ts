import type { SendMailOptions } from 'nodemailer'
import { headerText } from './header-text.ts'
import type { Address, Mail } from './mail.ts'

/** In whose name mails are sent. */
export type Sender = Address

/** A mail as nodemailer takes it: addresses as objects, never as text to be parsed, and no files or URLs. */
export function messageOf(mail: Mail, sender: Sender): SendMailOptions {
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1)
  const thread = mail.thread === null ? null : `<${mail.thread}@${domain}>`
  return {
    from: person(sender),
    to: mail.to.map(person),
    ...(mail.replyTo && { replyTo: person(mail.replyTo) }),
    subject: headerText(mail.subject, 200),
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${domain}>`,
    ...(thread && { inReplyTo: thread, references: thread }),
    date: new Date(mail.at),
    // Out-of-office answers would go to the customer.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function person({ name, address }: Address) {
  return { name: name === null ? '' : headerText(name), address }
}
