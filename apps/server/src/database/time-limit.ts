/**
 * Waits for `work`, but at most `milliseconds`; after that rejects with `complaint`. The work itself is not stopped,
 * and a failure of it that comes too late is dropped.
 */
export async function withinTime<T>(milliseconds: number, work: Promise<T>, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(complaint)), milliseconds)
  })
  work.catch(() => {})
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
