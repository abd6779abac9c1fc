import type { ChannelBot, Started } from '@baton/protocol'
import { render } from 'preact'
import { becomeCustomer } from './keep/access.ts'
import type { Store } from './keep/browser-store.ts'
import { isOpen, readAccess } from './keep/kept-access.ts'
import { makeStartKey } from './keep/random-ids.ts'
import { fetchFurtherTexts } from './texts/further-texts.ts'
import { MailedChat } from './view/mailed-chat.tsx'
import { botPath, call } from './wire/call.ts'

type Opening = { bot: ChannelBot; kept: Store; language: string }

/**
 * The link of a mail to a proven customer lets this browser in, when they say so. Resolves when the chat can be drawn: as
 * theirs, or as it was before.
 */
export async function openMailed(place: Element, { bot, kept, language }: Opening): Promise<void> {
  const [conversationId = '', ...sealed] = location.hash.slice('#open='.length).split('.')
  const access = readAccess(kept)
  // A browser that has the chat does not use the link up.
  if (isOpen(access) && access.conversationId === conversationId) return forgetLink()
  await fetchFurtherTexts(language)
  // The same key for every try: an answer that was lost is got again.
  const body = { link: sealed.join('.'), startKey: makeStartKey() }
  await new Promise<void>((leave) => {
    const show = (state: Parameters<typeof MailedChat>[0]['state']) =>
      render(<MailedChat botName={bot.name} state={state} open={open} leave={leave} />, place)
    const open = async () => {
      show('busy')
      const answer = await call<Started>(`${botPath(bot.id)}/mailed-links`, undefined, body)
      if (answer.kind !== 'ok') return show(answer.kind === 'no' ? 'over' : 'later')
      becomeCustomer(kept, answer.value.token, answer.value.conversation.id)
      leave()
    }
    show('ask')
  })
  forgetLink()
}

/** Neither in the address bar nor in the history. */
function forgetLink(): void {
  history.replaceState(null, '', location.pathname + location.search)
}
