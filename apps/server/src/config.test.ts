import { describe, expect, test } from 'vitest'
import { readConfig, WrongSetting } from './config.ts'

describe('settings', () => {
  test('have working defaults', () => {
    expect(readConfig({})).toMatchObject({
      port: 4100,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:4100',
      rateLimits: true,
    })
  })

  test('the public address follows the port', () => {
    expect(readConfig({ PORT: '5000' }).publicUrl).toBe('http://localhost:5000')
  })

  test('an empty variable counts as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 4100, databaseUrl: undefined })
  })

  test.each([
    ['PORT', '70000', 'a number from 0 to 65535'],
    ['PORT', '4100x', 'a number'],
    ['HOST', 'http://x', 'a host name'],
    ['PUBLIC_URL', 'chat.example.com', 'an address that begins with http://'],
    ['PUBLIC_URL', 'https://example.com/chat', 'without a path'],
    ['DATABASE_URL', 'mysql://x', 'postgres://'],
    ['BATON_SECRET', 'short', '32'],
    ['SMTP_URL', 'mail.example.com', 'smtp://'],
    ['ALLOW_PRIVATE_WEBHOOKS', 'yes', 'true or false'],
    ['RATE_LIMITS', 'false', 'on, off'],
    ['LOG_LEVEL', 'loud', 'info'],
    ['MAIL_FROM', 'nobody', 'e-mail'],
    ['OWNER_EMAIL', 'ada@localhost', 'ada@example.com'],
    ['TRUST_PROXY', 'everybody', 'loopback'],
    ['TRUST_PROXY', '10.0.0.0/99', 'ranges'],
  ])('%s=%s stops the start and says what would be right', (name, value, right) => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrow(WrongSetting)
    expect(read).toThrow(name)
    expect(read).toThrow(right)
  })

  test('a wrong secret is not printed', () => {
    expect(() => readConfig({ BATON_SECRET: 'hunter2' })).not.toThrow('hunter2')
  })

  test('names of owner and team are as long as the pages allow', () => {
    const longest = 'n'.repeat(100)
    const owner = { OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'correct horse battery' }
    const config = readConfig({ ...owner, OWNER_NAME: longest, TEAM_NAME: longest })
    expect(config.owner).toMatchObject({ name: longest, teamName: longest })
    for (const name of ['OWNER_NAME', 'TEAM_NAME']) {
      expect(() => readConfig({ ...owner, [name]: `${longest}n` })).toThrow(`${name} is wrong`)
    }
  })

  test('an owner needs both address and password', () => {
    expect(() => readConfig({ OWNER_EMAIL: 'ada@example.com' })).toThrow('OWNER_PASSWORD is missing')
    const owner = { OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'correct horse battery' }
    expect(readConfig(owner).owner).toMatchObject({ email: 'ada@example.com', teamName: 'My team' })
  })
})
