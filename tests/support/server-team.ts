import type { Bot, CreatedInvitation, Page } from '@baton/protocol'
import { asMember, call, signIn } from './api.ts'

export type ServerMember = ReturnType<typeof asMember> & { name: string; cookie: string }

/** Ada, signed in on this server. */
export async function adaOn(url: string): Promise<ServerMember> {
  const cookie = await signIn(url)
  return { ...asMember(url, { cookie }), name: 'Ada', cookie }
}

/** Somebody whom Ada invited and who accepted. */
export async function join(url: string, ada: ServerMember, name: string, role = 'responder'): Promise<ServerMember> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`
  const invitation = await ada.post<CreatedInvitation>('/api/v1/team/invitations', { email, role })
  if (invitation.status !== 201) throw new Error(`invitation: ${invitation.status} ${JSON.stringify(invitation.body)}`)
  const token = invitation.body.acceptUrl.split('/invite/')[1]
  const body = { name, password: `the password of ${name}` }
  const accepted = await call(url, `/api/v1/invitations/${token}/accept`, { body })
  if (accepted.status !== 201) throw new Error(`accept: ${accepted.status} ${JSON.stringify(accepted.body)}`)
  const cookie = accepted.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { ...asMember(url, { cookie }), name, cookie }
}

/** The demo bot of Ada's team. */
export async function demoBot(ada: ServerMember): Promise<Bot> {
  const { body } = await ada.get<Page<Bot>>('/api/v1/bots')
  const [bot] = body.items
  if (bot === undefined) throw new Error('there is no demo bot')
  return bot
}

/** The same member on another server of the installation. */
export function onServer(url: string, { cookie, name }: ServerMember): ServerMember {
  return { ...asMember(url, { cookie }), name, cookie }
}
