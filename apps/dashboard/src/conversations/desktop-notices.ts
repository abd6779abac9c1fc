type Notice = { key: string; title: string; body: string; onClick: () => void }

const shown = new Map<string, Notification>()

/** Shows a notice of the operating system, where this browser allows it. */
export function showNotice({ key, title, body, onClick }: Notice): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  const notice = new Notification(title, { body, tag: key, icon: '/assets/baton-1.svg', silent: true })
  notice.onclick = () => {
    window.focus()
    onClick()
    notice.close()
  }
  shown.set(key, notice)
}

/** Takes back every notice whose reason is over. */
export function keepNotices(keys: ReadonlyMap<string, unknown>): void {
  for (const [key, notice] of shown) {
    if (keys.has(key)) continue
    notice.close()
    shown.delete(key)
  }
}
