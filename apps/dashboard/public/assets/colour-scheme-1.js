// Runs before the first paint, so that nobody who chose the dark theme sees a white flash. It is a file of its own
// because the content security policy allows no inline scripts; a change of this file needs a new number in its name.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem('baton.theme')
  } catch {
    // Storage is blocked: follow the system.
  }
  const dark = choice === 'dark' || (choice !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
