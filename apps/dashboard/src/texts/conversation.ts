import type { EscalationReason } from '@baton/protocol'

const figure = new Intl.NumberFormat('en-GB')
const money = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 4 })

/** What the page of one conversation says. */
export const conversationTexts = {
  composer: {
    label: 'Your reply',
    placeholder: (customer: string | null) =>
      customer
        ? `Reply to ${[...customer].length > 40 ? `${[...customer].slice(0, 40).join('')}…` : customer}`
        : 'Write a reply',
    send: 'Send',
    hint: 'Enter sends, Shift + Enter begins a new line',
    tooLong: (over: number) => `${over} characters too many`,
    left: (count: number) => `${count} characters left`,
    claimToReply: 'Claim to reply',
    heldBy: (name: string) => `Held by ${name}`,
    botAnswers: (bot: string) => `${bot} is answering`,
    takeOverToReply: 'Take over to reply',
    noTakeOver: 'This bot does not allow taking over.',
    cannotClaim: 'Nobody can claim it, because human takeover is switched off for this bot.',
    readOnly: 'Your role can read, not reply',
    closed: 'This conversation has ended',
    notHolder: (name: string | undefined) =>
      name
        ? `Not sent: ${name} holds this conversation now. Your text is still here.`
        : 'Not sent: you no longer hold this conversation. Your text is still here.',
    dismissNotice: 'Close this notice',
    suggestion: (bot: string) => `${bot} was about to say`,
    useSuggestion: 'Use as draft',
    refuseSuggestion: 'Close the suggestion',
  },
  message: {
    queued: 'Waiting for the connection',
    sending: 'Sending…',
    sent: 'Sent',
    failed: 'Not sent',
    resend: 'Resend',
    edit: 'Edit',
    drafting: (bot: string) => `${bot} is writing`,
    typing: (who: string) => `${who} is typing`,
    offered: 'Offered a person',
    offeredForm: 'Offered a form',
    sources: 'From',
    newMessages: 'New messages',
    loadingOlder: 'Loading older messages…',
    beginning: 'The conversation begins here',
    transcript: 'Conversation with the customer',
    bot: 'Bot',
  },

  side: {
    label: 'About this conversation',
    page: 'Page',
    referrer: 'Came from',
    language: 'Language',
    browser: 'Browser',
    on: (browser: string, system: string) => `${browser} on ${system}`,
    hands: 'In whose hands',
    for: (length: string) => `for ${length}`,
    sources: 'The bot answered from',
    toAnswer: 'Show the answer',
    earlier: 'Earlier conversations',
    summary: 'Summary',
    extract: 'In their words',
    leftAt: 'Left at',
    toMessage: (number: number) => `Show message ${number}`,
    lead: 'What they left',
    customer: 'Customer',
    name: 'Name',
    email: 'E-mail',
    none: 'Not given',
    state: 'State',
    why: 'Why a person was asked for',
    note: 'Note',
    waitingSince: 'Waiting since',
    waited: 'Asked at',
    claimedAt: 'Claimed at',
    holder: 'Held by',
    nobody: 'Nobody',
    bot: 'Bot',
    started: 'Started',
    unanswered: 'Unanswered',
    messages: 'Last activity',
    model: 'Model',
    used: (tokens: number, cost: number | null) =>
      [`${figure.format(tokens)} tokens`, ...(cost === null ? [] : [money.format(cost)])].join(', '),
    conversation: 'Conversation',
    charge: 'In charge',
  },
  reasons: {
    direct_request: 'Asked for a human',
    knowledge_gap: 'The bot knew no answer',
    unable_to_answer: 'The bot could not help',
    frustrated: 'Seemed frustrated',
    keyword: 'Used a word that calls a person',
    bot_error: 'The bot failed',
    requeued: 'Came back to the queue',
  } satisfies Record<EscalationReason, string>,

  system: {
    started: 'The conversation began',
    askedForHuman: (who: string) => `${who} asked for a human`,
    leadCollected: (who: string) => `${who} left contact details`,
    formAnswered: (who: string, form: string) => `${who} filled in “${form}”`,
    contactRequested: (who: string, mailed: boolean) =>
      mailed ? `${who} asked for a human; the team was mailed` : `${who} asked for a human again`,
    withdrawn: (who: string) => `${who} went back to the bot`,
    claimed: (who: string) => `${who} claimed this conversation`,
    takenOver: (who: string) => `${who} took over from the bot`,
    transferred: (from: string, to: string) => `${from} transferred this conversation to ${to}`,
    transferredBy: (by: string, from: string, to: string) =>
      `${by} transferred this conversation from ${from} to ${to}`,
    requeued: {
      returned: (who: string) => `${who} returned this conversation to the queue`,
      agent_away: (who: string) => `Returned to the queue because ${who} went offline`,
      unanswered: (who: string) => `Returned to the queue because ${who} did not answer in time`,
      member_removed: (who: string) => `Returned to the queue because ${who} can no longer answer`,
    },
    requeuedFrom: (by: string, from: string) => `${by} returned this conversation from ${from} to the queue`,
    released: (who: string) => `${who} handed back to the bot`,
    releasedSilently: (who: string) => `${who} handed back to the bot, which waits for the customer`,
    dismissed: (who: string) => `${who} dismissed the request; the bot answers again`,
    nudged: (who: string) => `${who} was reminded that the customer waits for an answer`,
    closed: {
      bot_deleted: 'Closed because the bot was deleted',
      customer_erased: 'Closed because the customer was erased',
      retention: 'Closed because its retention time has passed',
    },
  },
}
