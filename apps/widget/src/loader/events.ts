import type { BatonEvents } from '../../public/baton.d.ts'

type Handler = (detail: never) => void
export type Emit = <Name extends keyof BatonEvents>(name: Name, detail: BatonEvents[Name]) => void

/** Who listens to what. Every event also goes to the page as a DOM event. */
export function createEvents() {
  const handlers: Record<string, Set<Handler> | undefined> = Object.create(null)
  let ready: unknown
  // A handler that throws is the page's own error, and stops nobody else.
  const tell = (handler: Handler, detail: unknown) => queueMicrotask(() => handler(detail as never))
  const emit: Emit = (name, detail) => {
    if (name === 'ready') ready = detail
    for (const handler of handlers[name] ?? []) tell(handler, detail)
    dispatchEvent(new CustomEvent(`baton:${name}`, { detail }))
  }
  return {
    emit,
    on(name: string, handler: Handler) {
      handlers[name] ??= new Set()
      handlers[name].add(handler)
      if (name === 'ready' && ready) tell(handler, ready)
    },
    off(name: string, handler: Handler) {
      handlers[name]?.delete(handler)
    },
  }
}
