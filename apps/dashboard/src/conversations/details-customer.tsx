import type { MemberConversation } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'
import { languageName, readableAddress } from './address-words.ts'
import { browserName } from './browser-name.ts'
import { Fact, Part } from './details-parts.tsx'

const side = texts.side

/** Who the customer is, as far as they said, and what their browser told when the conversation began. */
export function CustomerPart({ conversation: { customer, visit } }: { conversation: MemberConversation }) {
  const browser = visit.userAgent === null ? null : browserName(visit.userAgent, side.on)
  return (
    <Part title={side.customer}>
      <Fact label={side.name}>{customer.name ?? <None />}</Fact>
      <Fact label={side.email}>{customer.email ? <Email address={customer.email} /> : <None />}</Fact>
      {visit.page && (
        <Fact label={side.page}>
          {visit.page.title && <span className="details__page-title">{visit.page.title}</span>}
          <PageLink url={visit.page.url} />
        </Fact>
      )}
      {visit.page?.referrer && (
        <Fact label={side.referrer}>
          <PageLink url={visit.page.referrer} />
        </Fact>
      )}
      {visit.language && <Fact label={side.language}>{languageName(visit.language)}</Fact>}
      {browser && <Fact label={side.browser}>{browser}</Fact>}
    </Part>
  )
}

const None = () => <span className="soft">{side.none}</span>

/** A page that a stranger named: led to only by http, and told nothing of where its visitor comes from. */
function PageLink({ url }: { url: string }) {
  const words = readableAddress(url)
  if (words === null) return <span className="details__address">{url}</span>
  return (
    <a className="details__address" href={url} title={url} target="_blank" rel="noopener noreferrer nofollow ugc">
      {words}
    </a>
  )
}

/** May be broken after the @ before it is broken anywhere else. */
function Email({ address }: { address: string }) {
  const at = address.lastIndexOf('@') + 1
  return (
    <a href={`mailto:${address}`}>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </a>
  )
}
