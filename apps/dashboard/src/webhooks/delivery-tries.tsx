import type { DeliveryTry } from '@baton/protocol'
import { webhookTexts } from '../texts/webhooks.ts'
import { Moment } from '../ui/ages.tsx'
import { Payload } from './payload.tsx'

const texts = webhookTexts.deliveries

/** Every try, newest first: where it went, what was answered, how long it took. */
export function DeliveryTries({ tries }: { tries: readonly DeliveryTry[] }) {
  return (
    <ol className="tries">
      {tries.map((one, index) => (
        <li key={one.at} className="tries__one">
          <h3>
            {texts.tryNumber(tries.length - index)}{' '}
            <span className="soft small">
              <Moment at={one.at} />
            </span>
          </h3>
          <p>
            {one.responseStatus === null ? texts.noAnswer : texts.answered(one.responseStatus)},{' '}
            {texts.took(one.durationMs)}
          </p>
          {one.error !== null && <p className="tries__error">{one.error}</p>}
          <details open={index === 0 && one.responseBody !== null && one.responseBody !== ''}>
            <summary>{texts.headersAndAnswer}</summary>
            <div className="stack stack_tight tries__parts">
              <Payload
                title={texts.requestHeaders}
                text={[`POST ${one.url}`, ...lines(one.requestHeaders)].join('\n')}
              />
              {one.responseHeaders && (
                <Payload title={texts.responseHeaders} text={lines(one.responseHeaders).join('\n')} />
              )}
              {one.responseBody !== null && one.responseBody !== '' && (
                <Payload title={texts.responseBody} text={one.responseBody} />
              )}
            </div>
          </details>
        </li>
      ))}
    </ol>
  )
}

const lines = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
