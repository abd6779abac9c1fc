import { expect, test } from 'vitest'
import { visitFrom } from './visit.ts'

const seen = { href: 'https://chat.example/b/robo', title: 'Robo', referrer: '', framed: false, language: 'pt-BR' }

test('a page of its own says its address, its title and where the customer came from', () => {
  expect(visitFrom({ ...seen, referrer: 'https://shop.example/' })).toEqual({
    page: { url: 'https://chat.example/b/robo', title: 'Robo', referrer: 'https://shop.example/' },
    language: 'pt-BR',
  })
})

test('in a frame it is the page around it that counts', () => {
  expect(visitFrom({ ...seen, framed: true, referrer: 'https://shop.example/parcels' })).toEqual({
    page: { url: 'https://shop.example/parcels' },
    language: 'pt-BR',
  })
})

test('what the server would refuse is left out', () => {
  expect(visitFrom({ ...seen, href: `https://chat.example/${'x'.repeat(3000)}`, language: 'x y' })).toEqual({})
  expect(visitFrom({ ...seen, framed: true, referrer: 'about:client', language: '' })).toEqual({})
})
