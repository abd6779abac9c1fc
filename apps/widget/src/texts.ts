// Every text that a customer can read, and nothing else.

export const texts = {
  disclosure: {
    bot: (name: string) => `You are chatting with ${name}, a bot`,
    ai: (name: string) => `You are chatting with ${name}, an AI assistant`,
  },
  /** The word beside a name: what kind of being writes. */
  kind: { bot: 'Bot', ai: 'AI', agent: 'Team' },
  /** The words under the name of who answers now. */
  holder: {
    bot: 'Bot',
    ai: 'AI assistant',
    waiting: 'Waiting for a person',
    agent: 'A person of the team',
    closed: 'This chat has ended',
  },
  log: (name: string) => `Conversation with ${name}`,
  you: 'You',
  earlier: 'Show earlier messages',
  loadingEarlier: 'Loading earlier messages',
  loading: 'Loading the chat',
  newMessages: 'New messages',
  sources: 'From',
  today: 'Today',
  yesterday: 'Yesterday',
  opensElsewhere: (host: string) => `${host}, opens in a new tab`,

  line: {
    told: 'The team has been told',
    mailed: (email: string | undefined) =>
      email ? `The team was mailed and will answer by e-mail to ${email}` : 'The team was mailed',
    mailedBefore: (email: string | undefined) =>
      email
        ? `The team already has your request and will answer by e-mail to ${email}`
        : 'The team already has your request',
    joined: (name: string) => `${name} joined the conversation`,
    left: (name: string) => `${name} left the conversation`,
    requeued: (name: string) => `${name} had to leave. Someone else will be with you`,
    back: (bot: string) => `You are back with ${bot}`,
    closed: 'This chat has ended',
  },

  waiting: {
    next: 'You are next in line',
    place: (position: number) => `You are number ${position} in line`,
    inLine: 'You are in line',
    helps: (bot: string) => `${bot} keeps helping until somebody joins.`,
    holds: (bot: string) => `${bot} is quiet until somebody joins. What you write is kept for them.`,
    withdraw: 'Back to the bot',
  },

  ask: {
    button: { takeover: 'Talk to a human', contact: 'Ask the team' },
    why: {
      takeover:
        'A person of the team joins this chat. Leave your e-mail address so that the team can reach you if you leave.',
      contact: 'The team answers by e-mail. Leave your e-mail address so that the answer can reach you.',
    },
    email: 'E-mail address',
    optional: 'E-mail address (optional)',
    busy: 'Telling the team',
    decline: 'Not now',
    offered: 'You can ask for a human. There is a form below the message.',
  },

  typing: (name: string) => `${name} is typing`,

  composer: {
    label: (to: string) => `Message to ${to}`,
    placeholder: 'Write a message',
    send: 'Send',
    left: (count: number) => (count === 1 ? '1 character left' : `${count} characters left`),
    over: (count: number) => (count === 1 ? '1 character too many' : `${count} characters too many`),
  },

  outbox: {
    queued: 'Waiting to be sent',
    sending: 'Sending',
    failed: 'Not sent.',
    resend: 'Resend',
    discard: 'Delete',
  },

  network: {
    offline: 'You are offline. Messages are kept and sent when you are back',
    reconnecting: 'Reconnecting. Messages are kept and sent when you are back',
    retry: 'Try now',
  },

  notice: {
    earlier_chat_ended: 'Your earlier chat has ended here. Your next message begins a new one.',
    no_human_here: 'A human is not available here just now.',
    asked_before: 'The team already has your request.',
    command_failed: 'That did not work. Please try again.',
  },

  ended: { again: 'Start a new chat', gone: 'This bot is not available any more.' },

  page: {
    missing: 'This chat is not available',
    missingBody: 'The address may be mistyped, or the chat may have been closed.',
    unreachable: 'The chat cannot be reached',
    unreachableBody: 'We keep trying. You can also try again yourself.',
    retry: 'Try again',
  },

  /** What is said next to a field or a message when it was refused, by the code of the refusal. */
  refusal: {
    email_missing: 'Please type your e-mail address.',
    email_invalid: 'This does not look like an e-mail address. Please check it.',
    message_empty: 'The message is empty.',
    message_too_long: 'The message is too long.',
    message_not_text: 'It holds characters that are not text.',
    conversation_closed: 'This chat has ended.',
    unreachable: 'The chat cannot be reached just now. Please try again.',
  } as Record<string, string>,
  refusedOtherwise: 'That did not work. Please try again.',
}

/** The sentence for a refusal's code. */
export function refusalText(code: string): string {
  return texts.refusal[code] ?? texts.refusedOtherwise
}

/** The place in line, in words; `position` 1 is next. */
export function placeInLine(position: number | undefined): string {
  if (position === undefined) return texts.waiting.inLine
  return position <= 1 ? texts.waiting.next : texts.waiting.place(position)
}

/** What keeps messages from coming or going, in words; null when nothing does. */
export function networkTrouble(network: { online: boolean; reachable: boolean; failing: boolean }): string | null {
  if (!network.online) return texts.network.offline
  return network.reachable && !network.failing ? null : texts.network.reconnecting
}
