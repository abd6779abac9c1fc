import { readConfig, WrongSetting } from './config.ts'
import { explain } from './main.ts'
import { openInstallation } from './start-server.ts'

/**
 * The operator's command: one team more, with its owner and a demo bot. The settings are those of the server; the owner
 * is the one of `OWNER_EMAIL`, `OWNER_PASSWORD` and `OWNER_NAME`, the team that of `TEAM_NAME`.
 */
export async function addTeam(env: Record<string, string | undefined>, say: (line: string) => void): Promise<void> {
  const config = readConfig(env)
  const { owner } = config
  if (owner === undefined)
    throw new WrongSetting('OWNER_EMAIL and OWNER_PASSWORD are missing: the owner of the new team signs in with them.')
  const { server, close } = await openInstallation(config)
  try {
    const made = await server.accounts.firstRun.foundTeam(owner)
    if (!made.ok)
      throw new WrongSetting('OWNER_EMAIL is wrong: this address has an account. A person belongs to one team.')
    say(`The team ${JSON.stringify(owner.teamName)} is made. Its owner signs in at ${config.publicUrl}/`)
    say(`  Demo bot    ${made.value.botId}`)
  } finally {
    await close()
  }
}

/** Runs the command and ends with it. */
export async function main(env: Record<string, string | undefined>): Promise<void> {
  try {
    await addTeam(env, console.log)
    process.exit(0)
  } catch (error) {
    explain(error)
    process.exit(1)
  }
}
