import { headerText } from './header-text.ts'
import { action, heading, html, page } from './html.ts'
import type { Content } from './mail.ts'
import type { Speech } from './speech.ts'

export type Invitation = { teamName: string; invitedBy: string; role: string; acceptUrl: string; expiresAt: number }

/** The mail that brings somebody into a team. */
export function composeInvitation(invitation: Invitation, speech: Speech): Content {
  const { teamName, invitedBy, role, acceptUrl, expiresAt } = invitation
  const { fill, sentences, time } = speech
  const words = speech.words.account
  const headline = fill(words.invitation, { who: headerText(invitedBy, 60), team: headerText(teamName, 60) })
  const becoming = sentences(fill(words.role, { role }), taskOf(role, speech))
  const ending = sentences(fill(words.once, { time: time(expiresAt) }), words.unexpected)
  return {
    subject: headline,
    text: `${headline}\n\n${becoming}\n\n${words.accept}: ${acceptUrl}\n\n${ending}\n`,
    html: page(
      headline,
      html`${heading(headline)}
<p>${becoming}</p>
${action(words.accept, acceptUrl)}
<p style="font-size:14px">${ending}</p>`,
      speech,
    ),
  }
}

function taskOf(role: string, { words }: Speech): string {
  const { admin, editor, responder, viewer } = words.account
  const tasks: Record<string, string> = { admin, editor, responder, viewer }
  return tasks[role] ?? ''
}

export type PasswordReset = { name: string; url: string; expiresAt: number }

/** The mail with which somebody sets a new password. */
export function composePasswordReset({ name, url, expiresAt }: PasswordReset, speech: Speech): Content {
  const { fill, sentences, time } = speech
  const words = speech.words.account
  const headline = words.reset
  const hello = fill(words.hello, { name: headerText(name, 60) })
  const ending = sentences(fill(words.once, { time: time(expiresAt) }), words.notYou)
  return {
    subject: headline,
    text: `${hello}\n\n${words.asked}\n\n${url}\n\n${ending}\n`,
    html: page(
      headline,
      html`${heading(headline)}
<p>${hello}</p>
<p>${words.asked}</p>
${action(words.set, url)}
<p style="font-size:14px">${ending}</p>`,
      speech,
    ),
  }
}

export type TwoFactorReset = { name: string; by: string; signInUrl: string }

/** Tells somebody that their second step of signing in was taken away, and by whom. */
export function composeTwoFactorReset({ name, by, signInUrl }: TwoFactorReset, speech: Speech): Content {
  const { fill } = speech
  const words = speech.words.account
  const who = headerText(by, 60)
  const headline = words.factorReset
  const hello = fill(words.hello, { name: headerText(name, 60) })
  const gone = fill(words.factorGone, { who })
  const ending = fill(words.factorWarn, { who })
  return {
    subject: headline,
    text: `${hello}\n\n${gone}\n\n${words.signIn}: ${signInUrl}\n\n${ending}\n`,
    html: page(
      headline,
      html`${heading(headline)}
<p>${hello}</p>
<p>${gone}</p>
${action(words.signIn, signInUrl)}
<p style="font-size:14px">${ending}</p>`,
      speech,
    ),
  }
}
