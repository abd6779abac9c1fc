/**
 * Keeps the page as high as what is really visible. Most browsers do that by themselves; on iOS the keyboard covers the page
 * instead of shrinking it, and only the visual viewport knows.
 */
export function fitViewport(): void {
  const visible = window.visualViewport
  if (!visible) return
  const fit = () => {
    // Zooming in with two fingers also shrinks the visual viewport; the page keeps its size then.
    const covered = visible.scale === 1 && window.innerHeight - visible.height > 1
    document.documentElement.style.setProperty('--page-height', covered ? `${visible.height}px` : '100dvh')
    if (covered) window.scrollTo(0, 0)
  }
  visible.addEventListener('resize', fit)
}
