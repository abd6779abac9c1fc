import { expect, test } from 'vitest'
import { signInPath, whereTo } from './where-to.ts'

test('after signing in one arrives where one wanted to go', () => {
  expect(whereTo('/conversations/c1?state=escalated#end')).toBe('/conversations/c1?state=escalated#end')
  expect(whereTo('/bots')).toBe('/bots')
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/./\\evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  'bots',
  '',
  null,
  undefined,
  '/sign-in?to=/bots',
])('%s leads to the start page', (wanted) => {
  expect(whereTo(wanted)).toBe('/conversations')
})

test('the sign-in page remembers where one was, unless it is the start page anyway', () => {
  expect(signInPath({ pathname: '/bots/b1/settings', search: '' })).toBe('/sign-in?to=%2Fbots%2Fb1%2Fsettings')
  expect(signInPath({ pathname: '/conversations', search: '' })).toBe('/sign-in')
})
