import type { Page } from 'playwright-core'
import type { DemoTeam } from './demo-team.ts'

export type Who = keyof DemoTeam['members'] | 'nobody'

/** A page in a state in which people see it. */
export type PageState = {
  /** In the file name of its picture. */
  name: string
  as: Who
  path: string
  /** What the page shows when it is there. */
  ready: string | RegExp
  /** Answers of the server that do not come (`hang`), fail, or are empty, by the part of the address that names them; `deaf` has no socket. */
  server?: { hang?: string; fail?: string; none?: string; deaf?: boolean }
  /** What somebody does until the page is in this state. */
  act?: (page: Page) => Promise<void>
}

/** Clicks the first such button that can be seen. */
export const click = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name }).filter({ visible: true }).first().click()
