import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, openBrowser, phone } from '../support/browser.ts'
import { docxOf, pdfOf } from '../support/documents.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { article, type Site, sitemapOf, startSite } from '../support/web-site.ts'
import { type AtDashboard, noErrors, openCustomer, openDashboard } from './people.ts'

describe.skipIf(browserPath === null)('the Knowledge tab in a real browser', () => {
  let servers: Servers
  let site: Site
  let browser: Browser
  let url: string
  let botId: string

  beforeAll(async () => {
    site = await startSite()
    servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: site.host })
    url = servers.first.url
    botId = (await demoBot(await adaOn(url))).id
    browser = await openBrowser()
  }, 60_000)
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser.close()
    await servers.close()
    await site.close()
  })

  const atTab = async (screen?: { width: number; height: number }): Promise<AtDashboard> => {
    const ada = await openDashboard(browser, url, ownerOfServer, screen === undefined ? {} : { screen })
    await ada.open(`/bots/${botId}/knowledge`)
    await ada.sees('What Baton is')
    return ada
  }
  const row = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title })
  const dialog = (page: Page) => page.getByRole('dialog')
  const choose = async (page: Page, kind: string) => {
    await page.getByRole('button', { name: 'Add knowledge' }).click()
    await dialog(page).getByText(kind, { exact: true }).first().click()
  }
  const isAccessible = async (page: Page) => {
    await page.evaluate(axe.source)
    const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run({ include: [['.page'], ['[role="dialog"]']] }).then(({ violations }) => violations)`,
    )
    expect(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([])
  }

  test('a text is written, found by a question, changed, and answered from', async () => {
    const ada = await atTab()
    const { page } = ada
    await choose(page, 'Text')
    await isAccessible(page)
    await dialog(page).getByRole('button', { name: 'Add text' }).click()
    await ada.sees('A text needs a title.')
    await dialog(page).getByLabel('Title').fill('Ocelot rugs')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add knowledge' }).click()
    expect(await dialog(page).getByLabel('Title').inputValue()).toBe('Ocelot rugs')
    await dialog(page).getByLabel('Text', { exact: true }).last().fill('Ocelot rugs are woven in Porto.')
    await dialog(page).getByRole('button', { name: 'Add text' }).click()
    await row(page, 'Ocelot rugs').waitFor()
    await page.getByLabel('A question as a customer would ask it').fill('Where are ocelot rugs woven?')
    await page.getByRole('button', { name: 'Find' }).click()
    await ada.sees(/% match/)
    await ada.sees('Ocelot rugs are woven in Porto.')
    await isAccessible(page)
    await page.getByLabel('A question as a customer would ask it').fill('submarine')
    await page.getByRole('button', { name: 'Find' }).click()
    await ada.sees(/No passage speaks of this/)

    await row(page, 'Ocelot rugs').getByRole('link').click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Text', { exact: true }).fill('Ocelot rugs are woven in Lisbon.')
    await page.getByRole('button', { name: 'Save' }).click()
    await ada.sees('Ocelot rugs are woven in Lisbon.')
    await isAccessible(page)
    const dana = await openCustomer(browser, url, botId)
    await dana.say('Where are ocelot rugs woven?')
    await dana.sees('woven in Lisbon')
    noErrors(ada, /401/)
  })

  test('files are picked and dropped, several at once, and say when they cannot be read', async () => {
    const ada = await atTab()
    const { page } = ada
    await choose(page, 'Files')
    await dialog(page)
      .getByLabel('Files to add')
      .setInputFiles([
        { name: 'Shipping.pdf', mimeType: 'application/pdf', buffer: pdfOf([['Zebra parcels leave every Tuesday.']]) },
        { name: 'Warranty.docx', mimeType: 'application/octet-stream', buffer: docxOf(['Quokka lamps last.']) },
        { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 cut') },
        { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') },
      ])
    await ada.sees('3 of 4 files added')
    await ada.sees(/Text, Markdown, HTML, PDF, DOCX and CSV files are read/)
    await isAccessible(page)
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await row(page, 'Shipping')
      .getByText(/1 page,/)
      .waitFor()
    await row(page, 'broken')
      .getByText(/damaged/)
      .waitFor()
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer()
      data.items.add(new File(['The dropped tapir sleeps.'], 'Tapir.txt', { type: 'text/plain' }))
      return data
    })()`)
    await page.locator('.file-drop').dispatchEvent('drop', { dataTransfer: transfer })
    await row(page, 'Tapir').first().waitFor({ state: 'attached' })
    noErrors(ada, /401|422/)
  })

  test('a page is added by its address, read again, seen to fail, searched for and deleted', async () => {
    site.pages.set('/returns', { body: article('Returns', 'Within forty days.') })
    const ada = await atTab()
    const { page } = ada
    await choose(page, 'Web page')
    await dialog(page).getByLabel('Address of the page').fill('http://10.0.0.1/')
    await dialog(page).getByRole('button', { name: 'Add page' }).click()
    await ada.sees('The URL must begin with https://.')
    await dialog(page).getByLabel('Address of the page').fill(`${site.url}/returns`)
    await dialog(page).getByRole('button', { name: 'Add page' }).click()
    await row(page, 'Returns').waitFor()
    site.pages.delete('/returns')
    await row(page, 'Returns')
      .getByRole('button', { name: /What to do with/ })
      .click()
    await page.getByRole('menuitem', { name: 'Read again' }).click()
    await row(page, 'Returns')
      .getByText(/no such page \(404\)/)
      .waitFor()
    await ada.sees(/still answers from what was read before/)
    await page.getByLabel('Search in knowledge').fill('forty days')
    await row(page, 'What Baton is').waitFor({ state: 'detached' })
    await row(page, 'Returns').getByRole('link').click()
    await ada.sees('Within forty days.')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog(page).getByRole('button', { name: 'Delete', exact: true }).click()
    await ada.sees('What Baton is')
    await row(page, 'Returns').waitFor({ state: 'detached' })
    noErrors(ada, /401|422/)
  })

  test('a sitemap shows its pages, also on a phone', async () => {
    site.pages
      .set('/sitemap.xml', { type: 'application/xml', body: sitemapOf(`${site.url}/a`, `${site.url}/missing`) })
      .set('/a', { body: article('Okapi hall', 'It closes at dusk.') })
    const ada = await atTab(phone)
    const { page } = ada
    await choose(page, 'Sitemap')
    await dialog(page).getByLabel('Address of the sitemap').fill(`${site.url}/sitemap.xml`)
    await dialog(page).getByRole('button', { name: 'Add sitemap' }).click()
    await row(page, site.host).getByText('1 page could not be read').waitFor()
    await row(page, site.host).getByRole('link').click()
    await row(page, 'Okapi hall').waitFor()
    await row(page, '/missing').getByText(/404/).waitFor()
    await isAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
    noErrors(ada, /401/)
  })
})
