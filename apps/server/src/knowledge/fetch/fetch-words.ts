import type { ConnectionFailure } from '../../guard/connection-failure.ts'
import type { NotFetched } from './fetch-guarded.ts'

/** Why no answer came, for the member who gave the address. */
export function failureWords(failure: ConnectionFailure, ms: number): NotFetched {
  switch (failure) {
    case 'unreachable':
      return no('Nothing answers at this address, or it is not public.')
    case 'no_connection_in_time':
      return later('The site did not answer in time.')
    case 'no_answer_in_time':
      return later(`The page did not come within ${Math.round(ms / 1000)} seconds.`)
    case 'certificate_not_trusted':
      return no('The site’s certificate is not trusted.')
    case 'no_secure_connection':
      return no('No secure connection to the site came about.')
    case 'broken_off':
      return later('The site broke the connection off.')
    case 'not_http':
      return no('What answers there is no web site.')
  }
}

/** What a status other than success means. */
export function statusWords(status: number): NotFetched {
  if (status === 404 || status === 410) return no(`The site says that there is no such page (${status}).`)
  if (status === 401 || status === 403) return no(`The site lets only certain people see this page (${status}).`)
  if (status === 429) return later('The site asks to come less often (429).')
  if (status >= 500) return later(`The site has a problem of its own (${status}).`)
  return no(`The site did not give the page (${status}).`)
}

const no = (error: string): NotFetched => ({ ok: false, error, again: false })
const later = (error: string): NotFetched => ({ ok: false, error, again: true })
