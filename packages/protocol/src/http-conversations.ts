import { z } from 'zod'
import { ConversationState, CustomerConversation, MemberConversation } from './conversation-view.ts'
import { ActorView, CustomerEvent, MemberEvent, Source } from './event-view.ts'
import { PageQuery, page } from './paging.ts'

/** Longest message, in characters (code points). */
export const MAX_MESSAGE_LENGTH = 4000

/** Made by the sender, a UUID; the same again is the same message. */
export const ClientId = z.guid()

export const SendMessage = z.strictObject({ clientId: ClientId, text: z.string() })
export const HandBack = z.strictObject({
  /** Whether the bot answers what the customer wrote last and nobody answered. Default yes. */
  botAnswers: z.boolean().optional(),
})
export const Transfer = z.strictObject({ memberId: z.string() })
export const MarkRead = z.strictObject({ seq: z.int().min(0) })
export const NoBody = z.strictObject({}).nullish()

export const ListConversations = PageQuery.extend({
  state: ConversationState.optional(),
  botId: z.string().max(100).optional(),
  mine: z.stringbool().optional(),
  /** The conversations of one customer. */
  customerId: z.string().max(100).optional(),
  /** Words in names, addresses and message texts; the beginning of a word is enough, and every word must be found. */
  q: z.string().max(200).optional(),
})

/** The message that a search has found, cut to a line. The pieces together are the line; `found` are the words of `q`. */
export const SearchMatch = z.object({
  seq: z.int(),
  actor: ActorView,
  pieces: z.array(z.object({ text: z.string(), found: z.boolean() })),
})

export const ConversationPage = page(MemberConversation).extend({
  /**
   * Only where `q` was asked for: by the conversation's id the newest message with all of its words, or with some of
   * them. A conversation that was found by its customer's name or address alone is not in it.
   */
  matches: z.record(z.string(), SearchMatch).optional(),
})

export const CountConversations = z.strictObject({ botId: z.string().max(100).optional() })

/** The bots that conversations can be with, for everybody who reads them: to filter by, and how long is too long. */
export const ConversationBots = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** After so many minutes a waiting customer has waited too long. */
      unansweredMinutes: z.int(),
      /** A deleted bot's conversations can still be read. */
      deleted: z.boolean(),
    }),
  ),
})

/** What happened besides messages, and what the bot answered from, newest at the end. */
export const Timeline = z.object({
  items: z.array(MemberEvent),
  /** `seq` is the newest message that this source was used in. */
  sources: z.array(Source.extend({ seq: z.int() })),
})

export const ListEvents = z.strictObject({
  after: z.coerce.number().int().min(0).optional(),
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})
export const ListCustomerEvents = ListEvents.extend({
  /** Seconds to hold the request until there is something new. */
  wait: z.coerce.number().int().min(0).max(25).optional(),
})
export const MemberEvents = z.object({ items: z.array(MemberEvent), lastSeq: z.int() })
export const CustomerEvents = z.object({ items: z.array(CustomerEvent), lastSeq: z.int() })

/** Random, at least 128 bits, made and kept by the browser: the same again is the same conversation. */
export const StartKey = z
  .string()
  .min(22)
  .max(200)
  .regex(/^[\x21-\x7e]+$/)
/** A page that the chat stands on, as its browser tells it. */
export const StartPage = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  title: z.string().max(300).optional(),
  referrer: z.string().max(2000).optional(),
})
export const StartConversation = z.strictObject({
  startKey: StartKey,
  clientId: ClientId.optional(),
  text: z.string().optional(),
  /** Shown to members as the place where the conversation began. */
  page: StartPage.optional(),
  /** The browser's language, such as `pt-BR`. */
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z0-9-]+$/)
    .optional(),
})
/** The link of a mail, as it stands in the fragment, and a key of the browser's own. */
export const OpenMailedLink = z.strictObject({ link: z.string().min(1).max(2000), startKey: StartKey })

export const Started = z.object({ conversation: CustomerConversation, token: z.string() })

export const Escalate = z.strictObject({
  /** Of any length: what is no address is refused as `email_invalid`, and never as a wrong request. */
  email: z.string().optional(),
  name: z.string().max(200).optional(),
  note: z.string().max(2000).optional(),
})

export type ListConversations = z.infer<typeof ListConversations>
export type SearchMatch = z.infer<typeof SearchMatch>
export type ConversationPage = z.infer<typeof ConversationPage>
export type ConversationBots = z.infer<typeof ConversationBots>
export type Timeline = z.infer<typeof Timeline>
export type StartPage = z.infer<typeof StartPage>
export type MemberEvents = z.infer<typeof MemberEvents>
export type CustomerEvents = z.infer<typeof CustomerEvents>
export type Started = z.infer<typeof Started>
export type Escalate = z.infer<typeof Escalate>
