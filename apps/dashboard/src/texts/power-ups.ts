/** A setting of a power-up in words: what it is, what it does, and what its choices are called. */
export type FieldWords = {
  label: string
  help?: string
  placeholder?: string
  choices?: Record<string, string>
}

const asked = { required: 'Required', optional: 'Optional', off: 'Not asked' }

/** The words of the settings that we know, by power-up and place. Others are drawn with the words of their own catalogue. */
const fields: Record<string, Record<string, FieldWords>> = {
  talk_to_a_human: {
    notifyEmails: {
      label: 'Notify by e-mail',
      help: 'Who is mailed when a customer asks for a human. Empty: the team owner’s address.',
      placeholder: 'The team owner’s address',
    },
    emailRequired: {
      label: 'Require an e-mail address',
      help: 'When off, customers can skip the question; then nobody can write to them after they have left.',
    },
  },
  collect_a_lead: {
    notifyEmails: {
      label: 'Notify by e-mail',
      help: 'Who is mailed when a customer leaves their details. Empty: the team owner’s address.',
      placeholder: 'The team owner’s address',
    },
    ask: { label: 'What the form asks for', help: 'At least one of them has to be asked.' },
    'ask.email': { label: 'E-mail address', choices: asked },
    'ask.name': { label: 'Name', choices: asked },
    'ask.note': { label: 'Note', choices: asked },
  },
}

/** What the Power-ups tab and the settings of each power-up say. */
export const powerUpTexts = {
  fields,
  lead: 'What this bot can do besides answering.',
  add: 'Add',
  addOne: (title: string) => `Add ${title}`,
  settings: 'Settings',
  settingsOf: (title: string) => `Settings of ${title}`,
  on: 'On',
  off: 'Off',
  notAddedNow: 'Not added',
  back: 'All power-ups',
  notAdded: { title: 'Not added yet', detail: (title: string) => `Add ${title} to set it up for this bot.` },
  unknown: {
    title: 'This power-up does not exist',
    detail: 'The link may be old, or a letter is missing.',
    action: 'Go to power-ups',
  },
  enabled: 'Enabled',
  enabledHelp: (title: string) => `Takes effect at once. While it is off, this bot goes without ${title}.`,
  enabledHelpHuman: 'Takes effect at once. While it is off, no human is offered anywhere.',
  calloutTitle: 'Enable Human takeover',
  callout:
    'Human takeover is not enabled. Customers who ask for a human are mailed to your team, but nobody can join the chat.',
  enableNow: 'Enable now',
  goToSettings: 'Go to settings',
  address: 'Add an address, then Enter',
  addressesLocked: 'Only an owner or admin can change who is notified.',
  addressWrong: (address: string) => `“${address}” is not an e-mail address.`,
  addressesMany: (most: number) => `At most ${most} addresses.`,
  empty: 'None',
  remove: 'Remove power-up',
  removeHelp: 'Takes it and its settings away from this bot.',
  removeHelpHuman: 'Customers of this bot can then no longer ask for a human.',
  removeTitle: (title: string) => `Remove ${title}?`,
  removeDetail: 'Its settings are deleted.',
  removeDetailHuman: 'Its settings are deleted. Conversations that wait or are held stay as they are.',
}
