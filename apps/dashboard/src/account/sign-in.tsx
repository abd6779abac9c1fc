import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { enterAnew } from './enter-anew.ts'
import { PasswordStep } from './password-step.tsx'
import { SecondStep } from './second-step.tsx'
import { whereTo } from './where-to.ts'

/** E-mail and password, a code where two-factor is on, then on to where one wanted to go. */
export function SignIn() {
  const [params] = useSearchParams()
  const [step, setStep] = useState<'password' | 'code' | 'expired'>('password')
  const client = useQueryClient()
  const navigate = useNavigate()
  const enter = () => {
    enterAnew(client)
    void navigate(whereTo(params.get('to')), { replace: true })
  }
  if (step === 'code') return <SecondStep onDone={enter} onExpired={() => setStep('expired')} />
  return <PasswordStep expired={step === 'expired'} onDone={enter} onCode={() => setStep('code')} />
}
