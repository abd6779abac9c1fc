import { element, icon } from './elements.ts'
import css from './launcher.css?inline'
import { type Look, readableOn } from './settings.ts'

export type Launcher = ReturnType<typeof createLauncher>

/** What is drawn of it; `called` is its accessible name where that is not the label or the bot's name. */
export type Drawn = { look: Look; open: boolean; unread: number; called: string | null }

/** The button, in a tree of its own that no style of the page reaches. With `link` it is one, to the direct page. */
export function createLauncher(name: string, look: Look, pressed: () => void, link: string | null) {
  const host = element('div', { popover: 'manual' })
  const root = host.attachShadow({ mode: 'open' })
  const button = link
    ? element('a', { class: 'l', href: link, target: '_blank', rel: 'noopener' })
    : element('button', { class: 'l', type: 'button', 'aria-haspopup': 'dialog' })
  const box = element('div', {}, button)
  let drawn: Drawn = { look, open: false, unread: 0, called: null }
  if (!link) button.onclick = pressed
  root.append(box)

  /** A constructed style sheet is no inline style: a strict page allows it. */
  function style(text: string): void {
    try {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    } catch {
      root.append(element('style', {}, text))
    }
  }

  function draw(change?: Partial<Drawn>): void {
    drawn = { ...drawn, ...change }
    const { open, unread, called } = drawn
    const { launcherLabel: label, launcherIcon, colour, scheme, position } = drawn.look
    box.className = position
    box.style.cssText = `--c:${colour};--o:${readableOn(colour)};color-scheme:${scheme === 'auto' ? 'light dark' : scheme}`
    button.replaceChildren(icon(open ? 'close' : launcherIcon))
    if (label && !open) button.append(element('span', {}, label))
    if (unread && !open) button.append(element('i', {}, unread > 99 ? '99+' : `${unread}`))
    button.ariaLabel = called ?? (label || name) + (unread ? ` (${unread})` : '')
    if (!link) button.ariaExpanded = `${open}`
  }

  /** On the page, above all of it: in the top layer where the browser has one. */
  function attach(): void {
    document.documentElement.append(host)
    host.showPopover?.()
  }

  style(css)
  draw()
  attach()
  return { host, button, box, draw, style, attach }
}
