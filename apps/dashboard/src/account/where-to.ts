/**
 * Where to go after signing in: the path somebody wanted, if it is one of this site. Anything that could lead to
 * another origin (`//evil`, `/\evil`, `https:`) or back to the sign-in page becomes the start page.
 */
export function whereTo(wanted: string | null | undefined, start = '/conversations'): string {
  if (!wanted?.startsWith('/')) return start
  const here = 'https://here.invalid'
  if (!URL.canParse(wanted, here)) return start
  const url = new URL(wanted, here)
  if (url.origin !== here || url.pathname.startsWith('/sign-in') || url.pathname.startsWith('//')) return start
  return `${url.pathname}${url.search}${url.hash}`
}

/** The address of the sign-in page that leads back to where we are. */
export function signInPath(location: { pathname: string; search: string }): string {
  const here = `${location.pathname}${location.search}`
  return here === '/' || here === '/conversations' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`
}
