import furtherStyle from './style/later.css?url'
import { fetchFurtherTexts } from './texts/further-texts.ts'

/** Everything that a customer does not need to begin, all at once, so that nothing is seen without its form or its words. */
export async function loadRest(language: string): Promise<typeof import('./take-over.ts') | null> {
  try {
    const [rest] = await Promise.all([import('./take-over.ts'), fetchFurtherTexts(language), loadStyle()])
    return rest
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
    link.href = furtherStyle
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
