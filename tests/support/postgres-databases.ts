import { randomUUID } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'

/**
 * Makes an empty database and answers its address. Text sorts as in a language where the build of PostgreSQL can
 * do that, as it does on most people's servers: code that counts on the order of bytes should fail here.
 */
export function createDatabase(adminUrl: string): Promise<string> {
  return make(adminUrl, async (admin, name) => {
    const create = `create database ${name} template template0 encoding 'UTF8'`
    try {
      await admin.query(`${create} locale_provider icu icu_locale 'en-US'`)
    } catch {
      await admin.query(create)
    }
  })
}

/** Makes a copy of a database that nobody is connected to, and answers its address. */
export function copyDatabase(adminUrl: string, databaseUrl: string): Promise<string> {
  const original = escapeIdentifier(nameIn(databaseUrl))
  return make(adminUrl, async (admin, name) => {
    await admin.query(`create database ${name} template ${original}`)
  })
}

async function make(adminUrl: string, create: (admin: Client, name: string) => Promise<void>): Promise<string> {
  const name = `baton_test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(adminUrl, (admin) => create(admin, escapeIdentifier(name)))
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

const nameIn = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1)

/** Removes a database together with the connections to it. */
export async function dropDatabase(adminUrl: string, databaseUrl: string): Promise<void> {
  const name = escapeIdentifier(nameIn(databaseUrl))
  await asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`))
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
