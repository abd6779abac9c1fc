import { expect, test } from 'vitest'
import { visitFrom } from './visit.ts'

const seen = { url: 'https://shop.example/parcels?id=7', title: 'Parcels', referrer: '', language: 'pt-BR' }

test('a page says its address, its title and where the customer came from', () => {
  expect(visitFrom({ ...seen, referrer: 'https://search.example/' })).toEqual({
    page: { url: 'https://shop.example/parcels?id=7', title: 'Parcels', referrer: 'https://search.example/' },
    language: 'pt-BR',
  })
})

test('what is too long is cut where it still leads somewhere', () => {
  const url = (path: string) => visitFrom({ ...seen, url: `https://shop.example/${path}` }).page?.url
  expect(url(`cart?${'x'.repeat(3000)}`)).toBe('https://shop.example/cart')
  expect(url('x'.repeat(3000))).toBeUndefined()
  expect(visitFrom({ ...seen, title: 'x'.repeat(3000) }).page?.title).toHaveLength(300)
})

test('what the server would refuse is left out', () => {
  for (const url of ['', 'about:client', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'no address'])
    expect(visitFrom({ ...seen, url, language: 'x y' })).toEqual({})
  expect(visitFrom({ ...seen, referrer: 'javascript:alert(1)' }).page?.referrer).toBe('')
})
