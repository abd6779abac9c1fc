import { createServer, type IncomingMessage } from 'node:http'

/** A page of somebody's own site: its HTML and the headers that it comes with. */
export type HostPage = { html: string; headers?: Record<string, string> }

export type HostSite = { origin: string; asked: string[]; close: () => Promise<void> }

const noIcon: HostPage = { html: '', headers: { 'content-type': 'image/x-icon' } }

/** A site of its own on another port of this machine, so that it is another origin for the browser. */
export async function startHostSite(pages: Record<string, HostPage>): Promise<HostSite> {
  const asked: string[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    asked.push(path)
    const page = path === '/favicon.ico' ? noIcon : pages[path]
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8', ...page?.headers })
    response.end(page?.html)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

/** A page with these words and this in its head and at its end. */
export function hostPage(body: string, head = '', html = ''): string {
  return `<!doctype html><html lang="en" ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><title>Shop</title>${head}</head><body>${body}</body></html>`
}

export const loaderTag = (home: string, botId: string, more = '') =>
  `<script src="${home}/widget.js" data-bot="${botId}" ${more} async></script>`
