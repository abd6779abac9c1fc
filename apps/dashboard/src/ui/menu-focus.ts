/**
 * Gives the focus back to the button of a menu as soon as something in the menu is chosen. A dialog that opens by it
 * remembers where the focus was and returns it there; the menu's own entry would be gone by then.
 */
export function returnFocusOfMenus(): void {
  document.addEventListener(
    'click',
    ({ target }) => {
      const menu = target instanceof Element ? target.closest('[role="menuitem"]')?.closest('[role="menu"]') : null
      const button = menu?.getAttribute('aria-labelledby')
      if (button) document.getElementById(button)?.focus({ preventScroll: true })
    },
    true,
  )
}
