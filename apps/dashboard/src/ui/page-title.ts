import { useEffect } from 'react'
import { shared } from '../texts/shared.ts'

const shown = { page: '', count: 0 }

/** The tab's title: how much waits, where we are, whose page it is. */
export const tabTitle = (page: string, count: number): string =>
  `${count > 0 ? `(${count}) ` : ''}${page ? `${page} · ` : ''}${shared.product}`

function change(part: Partial<typeof shown>): void {
  Object.assign(shown, part)
  document.title = tabTitle(shown.page, shown.count)
}

/** Names the page in the browser's tab. */
export function usePageTitle(page: string): void {
  useEffect(() => change({ page }), [page])
}

/** Puts how much waits before the name of the page. */
export function useTitleCount(count: number): void {
  useEffect(() => {
    change({ count })
    return () => change({ count: 0 })
  }, [count])
}
