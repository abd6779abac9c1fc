import type { Access } from './access.ts'
import type { Connection, LiveFrame } from './connection.ts'
import type { FanOut } from './fan-out.ts'
import { errorFrame } from './frame-codec.ts'
import type { Inbox } from './inbox.ts'
import type { Presence } from './presence.ts'
import type { Typing } from './typing.ts'

/** What one socket may follow at most. */
const MAX_FOLLOWS = 50

export type Parts = { access: Access; fanOut: FanOut; inbox: Inbox; typing: Typing; presence: Presence }

/** Does what a frame asks for, or answers why not. Rejects when rights cannot be found out. */
export function answerFrame(parts: Parts, connection: Connection, frame: LiveFrame): Promise<void> | void {
  switch (frame.t) {
    case 'follow':
      return follow(parts, connection, frame)
    case 'unfollow':
      return parts.fanOut.unfollow(connection, frame.conversation)
    case 'follow_inbox':
      return followInbox(parts, connection)
    case 'typing':
      if (!connection.follows.has(frame.conversation)) return connection.send(errorFrame('not_found'))
      return parts.typing.from(connection, frame.conversation, frame.on)
    case 'viewing':
      return viewing(parts, connection, frame.conversation)
  }
}

async function follow(
  { access, fanOut }: Parts,
  connection: Connection,
  { conversation, after }: Extract<LiveFrame, { t: 'follow' }>,
): Promise<void> {
  if (!connection.follows.has(conversation) && connection.follows.size >= MAX_FOLLOWS) {
    return connection.send(errorFrame('too_many_follows'))
  }
  if (isText(conversation) && (await access.mayFollow(connection, conversation))) {
    return fanOut.follow(connection, conversation, after)
  }
  fanOut.unfollow(connection, conversation)
  connection.send(errorFrame('not_found'))
}

async function followInbox({ access, inbox }: Parts, connection: Connection): Promise<void> {
  const may = await access.mayFollowInbox(connection)
  const who = connection.identity?.who
  if (may && who?.side === 'member') inbox.join(connection, who.principal.teamId)
  else connection.send(errorFrame('forbidden'))
}

function viewing({ presence }: Parts, connection: Connection, conversation: string): void {
  const following = connection.follows.get(conversation)
  if (following === undefined) connection.send(errorFrame('not_found'))
  else if (following.who.side === 'customer') connection.send(errorFrame('forbidden'))
  else presence.viewing(following)
}

/** Lone surrogates and NUL name nothing, and PostgreSQL would not even take the question. */
function isText(conversation: string): boolean {
  return conversation.isWellFormed() && !conversation.includes('\u0000')
}
