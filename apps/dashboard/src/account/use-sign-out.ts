import { useNavigate } from 'react-router'

/** What the sign-in page finds when somebody was led to it to be signed out there. */
const leaving = { signOut: true }

/**
 * Leads to where the session is ended. It is ended on arrival, not before, so that a page with unsaved changes can ask
 * first, and that nobody takes a session for ended that is not.
 */
export function useSignOut(): () => void {
  const navigate = useNavigate()
  return () => void navigate('/sign-in', { replace: true, state: leaving })
}

/** Whether somebody came to be signed out. */
export const isLeaving = (state: unknown): boolean => typeof state === 'object' && state !== null && 'signOut' in state
