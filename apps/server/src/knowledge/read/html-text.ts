import { type AnyNode, type Element, isTag, isText } from 'domhandler'

/** Elements whose content is not read: code, controls, pictures, what is around the text of a page. */
const passedOver = new Set(
  `script style noscript template svg math canvas iframe object embed audio video picture map select textarea button
  input datalist dialog head nav footer aside`.split(/\s+/),
)
const blocks = new Set(
  `address article blockquote body center details div dl fieldset figcaption figure form header html main ol p pre section
  summary table tbody tfoot thead ul hr caption`.split(/\s+/),
)
const lines = new Set(['br', 'dt', 'dd', 'tr', 'li'])
const landmarks = new Set(['nav', 'footer', 'aside'])

/** The text of nodes with headings as `#` lines and lists as `-` or `1.` lines. `whole`: also what is around the text. */
export function htmlText(nodes: readonly AnyNode[], { whole = false } = {}): string {
  const writer = createWriter()
  // A stack of our own: pages may be nested deeper than calls can be.
  const left: (AnyNode | (() => void))[] = [...nodes].reverse()
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'function') next()
    else if (isText(next)) writer.text(next.data)
    else if (isTag(next) && isRead(next, whole)) {
      const leave = enter(writer, next)
      left.push(leave)
      for (let index = next.children.length - 1; index >= 0; index -= 1) {
        const child = next.children[index]
        if (child !== undefined) left.push(child)
      }
    } else if ('children' in next && !isTag(next)) left.push(...[...next.children].reverse())
  }
  return writer.done()
}

function isRead({ name, attribs }: Element, whole: boolean): boolean {
  if (passedOver.has(name) && !(whole && landmarks.has(name))) return false
  if (attribs.hidden !== undefined || attribs['aria-hidden'] === 'true') return false
  if (!whole && /^(?:navigation|banner|contentinfo|search|dialog|alertdialog)$/.test(attribs.role ?? '')) return false
  return !/(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribs.style ?? '')
}

type Writer = ReturnType<typeof createWriter>

/** Writes what an element begins with; the answer writes what it ends with. */
function enter(writer: Writer, element: Element): () => void {
  const { name } = element
  const level = /^h([1-6])$/.exec(name)?.[1]
  if (level !== undefined) return writer.heading(Number(level))
  if (name === 'pre') return writer.preformatted()
  if (name === 'ol' || name === 'ul') return writer.list(name === 'ol')
  if (name === 'li') return writer.item()
  if (name === 'td' || name === 'th') return writer.cell(isOfOneLine(element))
  if (blocks.has(name)) return writer.around(2)
  if (lines.has(name)) return writer.around(1)
  return () => {}
}

/** Word puts each cell's words into a paragraph; whole pages in a table, as they once were made, are more than that. */
function isOfOneLine({ children }: Element): boolean {
  const own = children.filter(isTag).filter(({ name }) => blocks.has(name) || lines.has(name) || /^h[1-6]$/.test(name))
  return (
    own.length <= 3 && own.every(({ name, children }) => name === 'br' || (name === 'p' && !children.some(isBlock)))
  )
}

const isBlock = (node: AnyNode) => isTag(node) && blocks.has(node.name)

function createWriter() {
  const out: string[] = []
  /** Line feeds, or a blank, due before the next text. */
  let breaks = 0
  let blank = false
  let mark = ''
  let cellDue = false
  let headings = 0
  let cells = 0
  let verbatim = 0
  const lists: { ordered: boolean; count: number }[] = []

  const breakLines = (count: number) => {
    if (headings + cells > 0) blank = true
    // The paragraphs of a list's item stay with it.
    else breaks = Math.max(breaks, lists.length > 0 ? 1 : count)
    if (cells === 0) cellDue = false
  }
  const write = (text: string) => {
    if (breaks > 0 && out.length > 0) out.push('\n'.repeat(breaks))
    else if (cellDue && out.length > 0) out.push(' | ')
    else if (blank && out.length > 0 && mark === '') out.push(' ')
    out.push(mark, text)
    breaks = 0
    blank = false
    cellDue = false
    mark = ''
  }
  return {
    text: (data: string) => {
      if (verbatim > 0 && data.trim() !== '') return write(data.replace(/^\n/, ''))
      const words = data.trim().replace(/\s+/g, ' ')
      if (/^\s/.test(data) || words === '') blank ||= data !== ''
      if (words === '') return
      write(words)
      blank = /\s$/.test(data)
    },
    around: (count: number) => {
      breakLines(count)
      return () => breakLines(count)
    },
    heading: (level: number) => {
      breakLines(2)
      if (headings === 0) mark = `${'#'.repeat(level)} `
      headings += 1
      return () => {
        headings -= 1
        if (headings === 0) mark = ''
        breakLines(2)
      }
    },
    preformatted: () => {
      breakLines(2)
      verbatim += 1
      return () => {
        verbatim -= 1
        breakLines(2)
      }
    },
    list: (ordered: boolean) => {
      breakLines(lists.length === 0 ? 2 : 1)
      lists.push({ ordered, count: 0 })
      return () => {
        lists.pop()
        breakLines(lists.length === 0 ? 2 : 1)
      }
    },
    item: () => {
      breakLines(1)
      const list = lists.at(-1)
      if (list !== undefined) list.count += 1
      if (headings === 0) mark = list?.ordered ? `${list.count}. ` : '- '
      return () => {
        mark = ''
        breakLines(1)
      }
    },
    cell: (ofOneLine: boolean) => {
      if (ofOneLine) cells += 1
      return () => {
        if (ofOneLine) cells -= 1
        cellDue = true
      }
    },
    done: () => out.join(''),
  }
}
