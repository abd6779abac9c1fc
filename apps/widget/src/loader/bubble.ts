import { element, icon } from './elements.ts'

/** The bubble beside the launcher: what somebody wrote, a click opens the chat, and a way to put it away. */
export function createBubble(close: string, show: () => void) {
  const bubble = element('div', { class: 'b', hidden: '' })
  return {
    place: element('div', { 'aria-live': 'polite' }, bubble),
    /** Null takes it away. */
    say(text: string | null) {
      bubble.hidden = text === null
      const read = element('button', { type: 'button', dir: 'auto' }, text ?? '')
      const away = element('button', { type: 'button', 'aria-label': close }, icon('close'))
      read.onclick = show
      away.onclick = () => {
        bubble.hidden = true
      }
      bubble.replaceChildren(read, away)
    },
  }
}
