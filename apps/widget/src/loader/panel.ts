import type { Beginning, Command, News } from '../host/messages.ts'
import { element } from './elements.ts'
import type { Place } from './place.ts'

export type Panel = ReturnType<typeof createPanel>

type Hears = { news: (news: News) => void; loaded: () => void }

/** The frame with the chat: made on first use, told only what comes from this page, heard only where it is ours. */
export function createPanel({ home, bot }: Place, title: string, beginning: Beginning, hears: Hears) {
  const frame = element('iframe', {
    title,
    src: `${home}/b/${encodeURIComponent(bot)}/embed`,
    name: `baton:${JSON.stringify(beginning)}`,
    allow: 'clipboard-write',
    referrerpolicy: 'no-referrer',
  })
  const panel = element('div', { class: 'p off', role: 'dialog', 'aria-label': title }, frame)
  const heard = ({ source, origin, data }: MessageEvent) => {
    if (source !== frame.contentWindow || origin !== home || typeof data?.baton?.kind !== 'string') return
    hears.news(data.baton)
  }
  // On a phone the keyboard covers the page instead of shrinking it; only the visual viewport knows.
  const fit = () => {
    const { height, offsetTop, scale } = visualViewport ?? { height: 0, offsetTop: 0, scale: 0 }
    const covered =
      scale === 1 && innerHeight - height > 1 && panel.clientWidth === document.documentElement.clientWidth
    panel.style.cssText = covered ? `top:${offsetTop}px;height:${height}px` : ''
  }
  addEventListener('message', heard)
  visualViewport?.addEventListener('resize', fit)
  visualViewport?.addEventListener('scroll', fit)
  frame.onload = hears.loaded
  return {
    panel,
    tell: (command: Command) => frame.contentWindow?.postMessage({ baton: command }, home),
    focus: () => frame.focus(),
    show(open: boolean) {
      panel.classList.toggle('off', !open)
    },
    end() {
      removeEventListener('message', heard)
      visualViewport?.removeEventListener('resize', fit)
      visualViewport?.removeEventListener('scroll', fit)
    },
  }
}
