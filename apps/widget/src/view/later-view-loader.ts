type LaterViews = typeof import('./later-views.ts')
let here: LaterViews | null = null

/** What is drawn once the customer has begun; null until it was fetched. */
export const laterViews = (): LaterViews | null => here

/** Fetches it. Rejects where the network fails. */
export async function loadLaterViews(): Promise<void> {
  here = await import('./later-views.ts')
}
