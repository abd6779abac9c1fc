import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { signOut } from '../api/account.ts'
import { ProblemError } from '../api/problem.ts'
import { accountTexts } from '../texts/account.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { storage } from '../ui/storage.ts'
import { AuthPage } from './auth-page.tsx'
import { enterAnew } from './enter-anew.ts'

const texts = accountTexts.signOut
/** What this browser keeps of conversations. */
const KEPT = ['baton.draft.', 'baton.outbox.', 'baton.suggestion.']

/** Ends the session and forgets what this browser knew of the team, drafts included; says so when it could not. */
export function SigningOut() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const ending = useMutation({
    mutationFn: endSession,
    onSuccess: () => {
      for (const prefix of KEPT) storage.clear(prefix)
      enterAnew(client)
      void navigate('/sign-in', { replace: true })
    },
  })
  const { mutate } = ending
  useEffect(() => mutate(), [mutate])
  if (!ending.isError) {
    return (
      <AfterDelay>
        <AuthPage title={texts.title}>{null}</AuthPage>
      </AfterDelay>
    )
  }
  return (
    <AuthPage title={texts.failedTitle} lead={texts.failed}>
      <ProblemNotice error={ending.error} title={texts.notEnded} retry={() => mutate()} />
    </AuthPage>
  )
}

/** One that has ended by itself is ended as well. */
async function endSession(): Promise<void> {
  await signOut().catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error
  })
}
