import { describe, expect, test } from 'vitest'
import { checkUrl } from './check-url.ts'

const publicOnly = { allowPrivate: false, allowList: [] }

describe('WH21: which URLs a webhook may have', () => {
  test.each([
    ['https://hooks.example.com/baton?x=1#part', 'https://hooks.example.com/baton?x=1'],
    ['https://hooks.example.com:443/', 'https://hooks.example.com/'],
    ['https://93.184.216.34/in', 'https://93.184.216.34/in'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('%s may be used', (text, normal) => {
    const checked = checkUrl(text, publicOnly)
    expect(checked.ok && checked.url.href).toBe(normal)
  })

  test.each([
    ...[
      '',
      'hooks.example.com',
      '//hooks.example.com',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'ftp://example.com/',
    ],
    ...[
      'http://hooks.example.com/',
      'https://hooks.example.com:8443/',
      'https://hooks.example.com:22/',
      'https://hooks.example.com:80/',
    ],
    ...[
      'https://user@hooks.example.com/',
      'https://user:secret@hooks.example.com/',
      'https://:secret@hooks.example.com/',
    ],
    ...[
      'https://localhost/',
      'https://LOCALHOST./',
      'https://robo.localhost/',
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
    ],
    ...[
      'https://0x7f.0.0.1/',
      'https://0177.0.0.1/',
      'https://127.0.0.1./',
      'https://0/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
    ],
    ...[
      'https://169.254.169.254/latest/meta-data/',
      'https://１２７.０.０.１/',
      'https://[fe80::1]/',
      'https://[64:ff9b::7f00:1]/',
    ],
  ])('%s may not', (text) => expect(checkUrl(text, publicOnly)).toMatchObject({ ok: false }))
})

describe('WH22: ALLOW_PRIVATE_WEBHOOKS', () => {
  test.each(['http://127.0.0.1:9999/hook', 'http://localhost:3000/', 'https://10.0.0.5:8443/', 'http://receiver/'])(
    'lets %s be used',
    (text) => expect(checkUrl(text, { allowPrivate: true, allowList: [] })).toMatchObject({ ok: true }),
  )

  test.each(['ftp://127.0.0.1/', 'http://user:secret@127.0.0.1/', 'nonsense'])('does not let %s be used', (text) =>
    expect(checkUrl(text, { allowPrivate: true, allowList: [] })).toMatchObject({ ok: false }),
  )
})
