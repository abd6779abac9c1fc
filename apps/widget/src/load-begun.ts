import type { LoadBegun } from './chat/when-begun.ts'
import laterStyle from './style/later.css?url'
import { loadLaterViews } from './view/later-view-loader.ts'

/** Fetches what works once the customer has begun. All at once, so that nothing is seen without its form. */
export const loadBegun: LoadBegun = async () => {
  try {
    const [begun] = await Promise.all([import('./chat/begun.ts'), loadLaterViews(), loadStyle()])
    return begun
  } catch {
    return null
  }
}

let style: Promise<void> | null = null

/** The style sheet of all that; a second try after a failure fetches it again. */
function loadStyle(): Promise<void> {
  style ??= new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = laterStyle
    link.onload = () => resolve()
    link.onerror = () => {
      style = null
      link.remove()
      reject(new Error('the style sheet could not be fetched'))
    }
    document.head.append(link)
  })
  return style
}
