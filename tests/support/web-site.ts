import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Page = {
  status?: number
  type?: string
  body?: string | Uint8Array
  headers?: Record<string, string>
  /** Answers by hand instead. */
  answer?: (request: IncomingMessage, response: ServerResponse) => void
}

/** A web site on a port of this machine. Its pages can be changed at any time; what is not there is 404. */
export async function startSite() {
  const pages = new Map<string, Page>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    const page = pages.get(path) ?? { status: 404, body: 'nothing here' }
    if (page.answer !== undefined) return page.answer(request, response)
    const type = page.type ?? 'text/html; charset=utf-8'
    response.writeHead(page.status ?? 200, { 'content-type': type, ...page.headers }).end(page.body ?? '')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    port,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    pages,
    /** The paths that were asked for, in order. */
    asked,
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

export type Site = Awaited<ReturnType<typeof startSite>>

/** A page with a title and a paragraph in its main part. */
export const article = (title: string, text: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body><nav>Home</nav><main><h1>${title}</h1><p>${text}</p></main></body></html>`

export const sitemapOf = (...addresses: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${addresses.map((one) => `<url><loc>${one.replace(/&/g, '&amp;')}</loc><lastmod>2026-01-01</lastmod></url>`).join('')}</urlset>`

export const sitemapIndexOf = (...addresses: string[]) =>
  `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${addresses.map((one) => `<sitemap><loc>${one}</loc></sitemap>`).join('')}</sitemapindex>`
