import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { enterAnew } from './enter-anew.ts'
import { PasswordStep } from './password-step.tsx'
import { type Again, SecondStep } from './second-step.tsx'
import { SigningOut } from './signing-out.tsx'
import { isLeaving } from './use-sign-out.ts'
import { whereTo } from './where-to.ts'

type Step = 'password' | 'code' | Again

/** Where a session ends, for whoever comes to sign out, and begins. */
export function SignIn() {
  const { state } = useLocation()
  return isLeaving(state) ? <SigningOut /> : <SigningIn />
}

/** E-mail and password, a code where two-factor is on, then on to where one wanted to go. */
function SigningIn() {
  const [params] = useSearchParams()
  const [step, setStep] = useState<Step>('password')
  const client = useQueryClient()
  const navigate = useNavigate()
  const enter = () => {
    enterAnew(client)
    void navigate(whereTo(params.get('to')), { replace: true })
  }
  if (step === 'code') return <SecondStep onDone={enter} onAgain={setStep} />
  return <PasswordStep again={step === 'password' ? null : step} onDone={enter} onCode={() => setStep('code')} />
}
