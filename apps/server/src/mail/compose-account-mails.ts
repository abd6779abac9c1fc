import { headerText } from './header-text.ts'
import { action, html, page } from './html.ts'
import type { Content } from './mail.ts'
import { utc } from './occasion.ts'

export type Invitation = { teamName: string; invitedBy: string; role: string; acceptUrl: string; expiresAt: number }

/** The mail that brings somebody into a team. */
export function composeInvitation({ teamName, invitedBy, role, acceptUrl, expiresAt }: Invitation): Content {
  const headline = `${headerText(invitedBy, 60)} invites you to ${headerText(teamName, 60)} on Baton`
  const task = tasks[role] ?? ''
  const ending = `The link works once, until ${utc(expiresAt)}. If you did not expect this, you can leave it: nothing happens.`
  return {
    subject: headline,
    text: `${headline}.\n\nYou will be a member with the role “${role}”. ${task}\n\nAccept the invitation: ${acceptUrl}\n\n${ending}\n`,
    html: page(
      headline,
      html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${headline}</h1>
<p>You will be a member with the role “${role}”. ${task}</p>
${action('Accept the invitation', acceptUrl)}
<p style="font-size:14px">${ending}</p>`,
    ),
  }
}

const tasks: Record<string, string> = {
  admin: 'Admins answer customers and look after bots and members.',
  editor: 'Editors look after bots and what they know.',
  responder: 'Responders answer customers who ask for a human.',
  viewer: 'Viewers read conversations.',
}

export type PasswordReset = { name: string; url: string; expiresAt: number }

/** The mail with which somebody sets a new password. */
export function composePasswordReset({ name, url, expiresAt }: PasswordReset): Content {
  const headline = 'Set a new password for Baton'
  const ending = `The link works once, until ${utc(expiresAt)}. If you did not ask for it, you can leave it: your password stays as it is.`
  return {
    subject: headline,
    text: `Hello ${name},\n\nsomebody asked to set a new password for your account on Baton. If that was you:\n\n${url}\n\n${ending}\n`,
    html: page(
      headline,
      html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${headline}</h1>
<p>Hello ${name}, somebody asked to set a new password for your account on Baton. If that was you:</p>
${action('Set a new password', url)}
<p style="font-size:14px">${ending}</p>`,
    ),
  }
}
