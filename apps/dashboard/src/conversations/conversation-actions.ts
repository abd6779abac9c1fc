import type { MemberConversation } from '@baton/protocol'
import type { PaletteAction } from '../shell/palette-actions.ts'
import { texts } from '../texts/conversations.ts'
import { askFor } from './actions-menu.tsx'
import type { Command } from './use-command.ts'

const said = texts.actions

/** Everything that this member may do with the conversation now, for the command palette. */
export function conversationActions(
  { can, state }: MemberConversation,
  mine: boolean,
  run: (command: Command) => void,
  reply: () => void,
): PaletteAction[] {
  const all: (PaletteAction & { when: boolean })[] = [
    { id: 'claim', title: said.claim, hint: 'C', when: can.claim, run: () => run({ do: 'claim' }) },
    { id: 'take over', title: said.takeOver, when: can.takeOver, run: () => run({ do: 'takeOver' }) },
    { id: 'reply', title: texts.actions.reply, hint: 'R', when: can.reply, run: reply },
    {
      id: 'hand back',
      title: said.handBack,
      ...(mine ? { hint: 'H' } : {}),
      when: can.handBack,
      run: () => run({ do: 'handBack', botAnswers: true }),
    },
    {
      id: 'hand back silently',
      title: said.handBackSilently,
      when: can.handBack,
      run: () => run({ do: 'handBack', botAnswers: false }),
    },
    { id: 'transfer', title: said.transfer, when: can.transfer, run: () => askFor('transfer') },
    { id: 'requeue', title: said.requeue, when: can.requeue, run: () => run({ do: 'requeue' }) },
    { id: 'dismiss', title: said.dismiss, when: can.dismiss && state === 'escalated', run: () => askFor('dismiss') },
  ]
  return all.filter(({ when }) => when).map(({ when: _, ...action }) => action)
}
