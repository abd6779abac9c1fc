import { useEffect, useState } from 'react'

const kept = new Map<string, string>()

/** Carries a secret that was just made to the page of its webhook. It is nowhere but in this window's memory. */
export function keepSecret(webhookId: string, secret: string): void {
  kept.set(webhookId, secret)
}

/** The secret of a webhook while the page that shows it is open for the first time, and a way to put one there or take it away. */
export function useNewSecret(webhookId: string) {
  const [secret, setSecret] = useState(() => kept.get(webhookId) ?? null)
  useEffect(() => {
    kept.delete(webhookId)
  }, [webhookId])
  return [secret, setSecret] as const
}
