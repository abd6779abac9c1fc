/** What the command palette says. */
export const texts = {
  title: 'Command palette',
  open: 'Search',
  search: 'Search conversations, pages and commands',
  nothing: 'Nothing found. Try the name of a page, or a word that was said.',
  asking: 'Searching',
  count: (entries: number) => (entries === 0 ? 'Nothing found' : entries === 1 ? '1 entry' : `${entries} entries`),
  here: 'This conversation',
  goTo: 'Go to',
  settings: 'Settings',
  view: (name: string) => `Conversations: ${name}`,
}
