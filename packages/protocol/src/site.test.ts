import { describe, expect, test } from 'vitest'
import { isAllowedSite, spellingsOf, toSite } from './site.ts'

describe('a site', () => {
  test.each([
    ['example.com', 'https://example.com'],
    ['  https://Example.com/shop?q=1#top ', 'https://example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://example.com:443', 'https://example.com'],
    ['*.example.com', 'https://*.example.com'],
    ['https://*.example.com:8443/', 'https://*.example.com:8443'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is %s', (typed, site) => expect(toSite(typed)).toBe(site))

  test.each([
    ['', '*', '*.', 'https://', '*.com', 'https://*.127.0.0.1', 'ftp://example.com', 'javascript:alert(1)'],
    [
      'null',
      'https://a.example;script-src',
      'https://a b.example',
      "https://a'b.example",
      'https://ada:pw@example.com',
    ],
    [
      'https://a.*.example.com',
      'https://.example.com',
      'https://a,b.example',
      'data:text/html,x',
      'https://*example.com',
    ],
  ])('%s and its like name none', (...typed) => {
    for (const text of typed.filter((one) => one !== 'null')) expect([text, toSite(text)]).toEqual([text, null])
  })

  test('allows its own origin and no other', () => {
    const sites = ['https://example.com', 'https://*.shop.example']
    const allowed = ['https://example.com', 'https://a.shop.example', 'https://b.a.shop.example']
    const refused = [
      ...[
        'http://example.com',
        'https://example.com:8443',
        'https://www.example.com',
        'https://example.com.evil.example',
      ],
      ...[
        'https://shop.example',
        'https://evilshop.example',
        'null',
        '',
        'https://example.com/',
        'file://',
        'EXAMPLE.com',
      ],
    ]
    for (const origin of allowed) expect([origin, isAllowedSite(sites, origin)]).toEqual([origin, true])
    for (const origin of refused) expect([origin, isAllowedSite(sites, origin)]).toEqual([origin, false])
  })

  test('is spelled with a wildcard for each name above', () => {
    expect(spellingsOf('https://a.b.example.com:1')).toEqual([
      'https://a.b.example.com:1',
      'https://*.b.example.com:1',
      'https://*.example.com:1',
    ])
    expect(spellingsOf('http://127.0.0.1:80')).toEqual(['http://127.0.0.1:80'])
  })
})
