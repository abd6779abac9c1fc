/** Reads a file of a page by its path; rejects where there is none. */
export type Read = (path: string) => Promise<string>

/** HTML, scripts and styles that a browser must have before a page stands: path and text. */
export type PageFiles = ReadonlyMap<string, string>

/**
 * Every file that a built page loads at once: what its HTML names, whatever those scripts import statically, and the
 * chunks (by the beginning of their names) that the page at this address asks for as soon as it runs.
 */
export async function pageFiles(read: Read, page: string, chunks: readonly string[] = []): Promise<PageFiles> {
  const files = new Map<string, string>()
  const load = async (path: string): Promise<void> => {
    if (files.has(path)) return
    const text = await read(path)
    files.set(path, text)
    for (const next of path.endsWith('.js') ? staticImports(path, text) : []) await load(next)
  }
  const html = await read(page)
  files.set(page, html)
  for (const path of namedIn(html)) await load(path)
  for (const chunk of chunks) for (const path of lazyFiles(files, chunk)) await load(path)
  return files
}

function namedIn(html: string): string[] {
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)]
  const links = [...html.matchAll(/<link[^>]*\srel="(?:modulepreload|stylesheet)"[^>]*\shref="([^"]+)"/g)]
  return [...scripts, ...links].flatMap(([, path]) => (path === undefined ? [] : [path]))
}

function staticImports(path: string, script: string): string[] {
  const imported = script.matchAll(/(?:from|import)\s*["'`](\.\/[^"'`]+\.js)["'`]/g)
  return [...imported].map(([, name = '']) => new URL(name, `http://page${path}`).pathname)
}

/** A lazy chunk stands beside the numbers of the files that it needs; the list of all of them is at the top. */
function lazyFiles(files: PageFiles, chunk: string): string[] {
  for (const script of files.values()) {
    const [, , numbers] =
      new RegExp(`import\\([^)]*/(${chunk}-)[^)]*\\).{0,100}?__vite__mapDeps\\(\\[([\\d,]*)\\]`).exec(script) ?? []
    const [, list] = /m\.f=(\[[^\]]*\])/.exec(script) ?? []
    if (numbers === undefined || list === undefined) continue
    const all: string[] = JSON.parse(list)
    return numbers.split(',').map((number) => `/${all[Number(number)]}`)
  }
  throw new Error(`no script of the page loads a chunk ${chunk}`)
}
