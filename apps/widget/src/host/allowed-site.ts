/** Whether one of these sites is where that origin is; `https://*.example.com` stands for every name below. */
export function isAllowedSite(sites: readonly string[], origin: string): boolean {
  return sites.some((site) => {
    const [scheme = '', rest] = site.split('*.')
    if (rest === undefined) return site === origin
    return origin.startsWith(scheme) && origin.endsWith(`.${rest}`)
  })
}
