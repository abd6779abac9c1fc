import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { signOut } from '../api/account.ts'
import { forgetKnown } from '../api/request.ts'
import { storage } from '../ui/storage.ts'

/** Ends the session and forgets what this browser knew of the team, drafts included. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await signOut().catch(() => {})
    storage.clear('baton.draft.')
    storage.clear('baton.outbox.')
    forgetKnown()
    await navigate('/sign-in', { replace: true })
    client.clear()
  }
}
