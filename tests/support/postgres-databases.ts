import { randomUUID } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'

/**
 * Makes an empty database and answers its address. Text sorts as in a language where the build of PostgreSQL can
 * do that, as it does on most people's servers: code that counts on the order of bytes should fail here.
 */
export async function createDatabase(adminUrl: string): Promise<string> {
  const name = `baton_test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(adminUrl, async (admin) => {
    const create = `create database ${escapeIdentifier(name)} template template0 encoding 'UTF8'`
    try {
      await admin.query(`${create} locale_provider icu icu_locale 'en-US'`)
    } catch {
      await admin.query(create)
    }
  })
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Removes a database together with the connections to it. */
export async function dropDatabase(adminUrl: string, databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1)
  await asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`))
}

/** Lends a connection with the right to do all, closed afterwards. */
export async function asAdmin<T>(adminUrl: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: adminUrl })
  admin.on('error', () => {})
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
