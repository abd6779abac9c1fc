// npm does not pass signals on: whoever ends "npm start" or "npm run dev" by its pid would leave what it runs behind.

const EVERY_MS = 500

/** Ends this process as SIGTERM does when the npm that runs it is gone. Started without npm, it stays. */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const npm = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, EVERY_MS)
  watch.unref()
}
