import { lazy, Suspense, useEffect, useState } from 'react'
import { shared } from '../texts/shared.ts'

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })))

const asked = new EventTarget()

/** Opens the command palette from anywhere. */
export const showPalette = (): void => {
  asked.dispatchEvent(new Event('show'))
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

/** How the shortcut is written on this machine. */
export const paletteKeys = isMac ? '⌘K' : 'Ctrl K'

/** Waits for Ctrl or ⌘ K; the code of the palette is fetched when it is first asked for. */
export function PaletteDoor() {
  const [opened, setOpened] = useState(0)
  useEffect(() => {
    const open = () => setOpened((count) => count + 1)
    const press = (event: KeyboardEvent) => {
      const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
      if (!mod || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', press)
    asked.addEventListener('show', open)
    return () => {
      document.removeEventListener('keydown', press)
      asked.removeEventListener('show', open)
    }
  }, [])
  return opened === 0 ? null : (
    // A dialog from the first moment: what is typed while its code is on the way must not be taken for single keys.
    <Suspense fallback={<div role="dialog" aria-busy="true" aria-label={shared.loading} />}>
      <Palette opened={opened} />
    </Suspense>
  )
}
