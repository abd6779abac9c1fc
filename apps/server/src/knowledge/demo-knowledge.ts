/**
 * What the demo bot knows: a little about Baton itself. Every sentence must be true of Baton; one that stops being true
 * is changed here with the code. Paragraphs are short and stand on their own, because the bot quotes them.
 */
export const demoKnowledge: readonly { title: string; text: string }[] = [
  {
    title: 'What Baton is',
    text: `Baton is a self-hosted chatbot platform built around one act: a person takes a live web conversation over from the bot, and gives it back. A conversation is the baton: exactly one runner holds it at a time, the bot or a person.

## Where it works

Baton works on the web: every bot has a chat page of its own, and you give customers its direct link. Other channels such as WhatsApp, Slack, Discord and Telegram are not supported.

## How the bot answers

The bot answers from the articles on its knowledge page. The built-in answerer needs no API key and no outside service: it picks the sentences that answer the question. When nothing in its knowledge answers, it says so and invents nothing.

## How to add knowledge

Open the bot in the dashboard, go to Knowledge and add an article with a title and a text. The bot uses it from the next question on. Owners, admins and editors can do that.`,
  },
  {
    title: 'Human takeover, step by step',
    text: `Human takeover lets a member of your team step into a live conversation, chat with the customer in the bot's place, and hand the conversation back when done.

## How human takeover works

1. Escalation: the customer asks for a person, leaves an e-mail address, and your team is notified. The conversation is now Escalated.
2. Claiming: a team member opens the conversation in the dashboard and clicks Claim. It is now Active, and the customer sees who joined.
3. Live chat: the team member and the customer write to each other in real time. The bot is silent.
4. Hand back: the team member clicks Hand back to bot. The conversation is now Resolved, the customer sees that the agent left, and the bot answers again.

## How to switch human takeover on

Open the bot's settings in the dashboard and switch on Human takeover. It also needs the Talk to a Human power-up, which is how a customer asks for a person.

## Does the bot keep answering during a takeover

No. While a conversation is claimed, the bot does not respond at all: every answer comes from the person who claimed it. A reply that the bot was still writing when somebody claimed is thrown away, not sent.

## How to end a takeover

Click Hand back to bot at the top of the conversation. The customer sees that the agent has left, and the bot answers again from then on.

## What the states mean

Bot: the bot is answering. Escalated: the customer waits for a person to claim. Active: a person holds the conversation. Resolved: it was handed back to the bot. Closed: the conversation has ended.`,
  },
  {
    title: 'Who can claim a conversation',
    text: `Owners, admins and responders can claim a conversation, answer the customer and hand the conversation back. Editors and viewers can read conversations, but cannot claim them.

## Can two people claim the same conversation

No. Only one person holds a conversation at a time. When two click Claim at the same moment, exactly one wins, and the other is told who has it.

## How to claim

Go to Conversations in the dashboard, filter by Escalated, select the conversation and click Claim. New escalated conversations appear there by themselves, without reloading the page.

## Can a colleague take a conversation over from me

The person who holds a conversation, an owner or an admin can transfer it to another member or return it to the queue. When it is transferred, the customer sees who left and who joined.

## What happens when the agent goes away

When the person who holds a conversation has no open window and does nothing for five minutes (the laptop was closed, say), the conversation goes back to the queue, the team is told, and so is the customer. The bot's settings can change the five minutes.`,
  },
  {
    title: 'Roles in a team',
    text: `There are five roles in a team: owner, admin, editor, responder and viewer.

An owner may do everything, including team settings, transferring ownership and deleting the team. An admin may do everything except team settings and touching owners.

An editor sets up bots: power-ups, knowledge and the web channel. A responder claims and answers conversations. A viewer only reads them.

## How to invite people to the team

An owner or an admin invites a colleague on the Team page with an e-mail address and a role. The invitation is sent by mail, and its link is shown on the page as well, so that it also works without a mail server. Nobody can sign up without an invitation.`,
  },
  {
    title: 'Adding Talk to a Human',
    text: `Talk to a Human is the power-up that lets customers ask for a person. Without it no human is offered anywhere in the chat.

## How to add the Talk to a Human power-up

1. Open your bot in the dashboard and go to its Power-ups tab.
2. Add Talk to a Human.
3. Enter the e-mail addresses to notify, if they are not the owners'.

## Who gets the notification

The e-mail addresses that are entered in the power-up's settings get a mail when a customer asks for a person. Unless any are entered, the owners of the team get it.

## When human takeover is off

With the power-up on and human takeover off, asking for a person sends a mail to your team, and the team answers the customer by e-mail. Nobody can join the chat in that case.

## Is the customer's e-mail address required

Yes, unless you say otherwise: the power-up has a setting that makes the e-mail address optional, and then the customer can skip it.`,
  },
  {
    title: 'While a customer waits for a person',
    text: `While a customer waits for a person to claim, the chat says that the team was told and shows the customer's place in the queue. The bot goes on helping in the meantime. A setting of the bot can silence it while the customer waits.

## Can the customer stop waiting

Yes. A customer who no longer wants to wait can go back to the bot at any time before somebody claims.

## When nobody claims

The conversation stays in the queue under Escalated, the longest wait first, until a team member claims or dismisses it, or the customer goes back to the bot.

## If the customer has closed the page

When an agent answers while the customer is offline, the customer gets an e-mail with the answer and a link back to the chat, once per absence.`,
  },
  {
    title: 'Webhooks',
    text: `Webhooks connect Baton with your own systems, such as a CRM or a ticketing tool: they tell them what happens to conversations.

## Which webhooks there are

There are four main webhooks: conversation started, conversation escalated, conversation claimed and conversation released. Released means that it was handed back to the bot.

## How to set up a webhook

Webhooks are set up through the API: create one for the bot with the event and the address that should receive it, keep the secret, which is shown only once, and switch the webhook on. Owners and admins can do that; the API reference is at /api/docs.

## How webhooks are signed

Each webhook is a POST of JSON, signed by the Standard Webhooks specification: the headers webhook-id, webhook-timestamp and webhook-signature let the receiver check with the secret that it came from Baton.

## When a delivery fails

A webhook that fails is retried nine more times over about three days, always with the same webhook-id. You can also have a delivery sent again through the API.`,
  },
  {
    title: 'Installing and running Baton',
    text: `To install and start Baton, run npm install && npm start in the folder of the source code. It then runs at http://localhost:4100, and the terminal prints a link with which you create your account, your team and a demo bot.

## Which database does it use

SQLite is built in and needs no set-up: the data lies in one folder. For several server processes, set DATABASE_URL to a PostgreSQL server, version 15 or newer.

## Requirements

Node.js and npm on a machine of your own. The server listens on port 4100; set PORT to change that. No Redis and no other service is needed.

## How to send mail

Set SMTP_URL to your mail server. Without it, mails are not sent: they are kept in an outbox folder, where whoever runs the server can read them.

## How to embed the chat on a website

Put a link to the bot's chat page on your website: the bot's Web page in the dashboard shows its address. A chat widget inside your own pages is not part of this version of Baton.`,
  },
  {
    title: 'What Baton costs',
    text: `Baton is free. It is open source, published under the Apache-2.0 licence, and there are no plans, no seats and no paid features: human takeover costs nothing extra. You pay only for the machine that you run it on.

## Privacy and telemetry

You host Baton yourself, so conversations and customer data are stored on your own server and stay there. Baton has no telemetry: it does not report anything to anyone.`,
  },
]
