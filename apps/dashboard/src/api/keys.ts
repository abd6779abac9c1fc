/** The names under which answers of the server are kept. */
export const keys = {
  me: ['me'] as const,
  preferences: ['me', 'preferences'] as const,
  counts: ['counts'] as const,
  lists: ['conversations'] as const,
  list: (view: string, q: string) => ['conversations', view, q] as const,
  conversation: (id: string) => ['conversation', id] as const,
  transcript: (id: string) => ['transcript', id] as const,
  bots: ['bots'] as const,
  bot: (id: string) => ['bots', id] as const,
  powerUps: (id: string) => ['bots', id, 'power-ups'] as const,
  knowledge: (id: string) => ['bots', id, 'knowledge'] as const,
  knowledgeItem: (id: string, item: string) => ['bots', id, 'knowledge', item] as const,
  members: ['members'] as const,
  invitations: ['invitations'] as const,
  invitation: (token: string) => ['invitation', token] as const,
  setUp: (token: string) => ['set-up', token] as const,
}
