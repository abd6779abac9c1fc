import type { Me, Preferences } from '@baton/protocol'
import { get, patch, post } from './request.ts'

export const signIn = (email: string, password: string): Promise<unknown> =>
  post('/api/auth/sign-in/email', { email, password })

export const signOut = (): Promise<unknown> => post('/api/auth/sign-out', {})

/** Always succeeds, whether the address has an account or not. */
export const requestPasswordReset = (email: string): Promise<unknown> =>
  post('/api/auth/request-password-reset', { email, redirectTo: '/reset-password' })

export const resetPassword = (token: string, newPassword: string): Promise<unknown> =>
  post('/api/auth/reset-password', { newPassword, token })

/** Signs every other browser of this person out. */
export const changePassword = (currentPassword: string, newPassword: string): Promise<unknown> =>
  post('/api/auth/change-password', { currentPassword, newPassword, revokeOtherSessions: true })

export const rename = (name: string): Promise<Me> => patch('/api/v1/me', { name })

export const getPreferences = (): Promise<Preferences> => get('/api/v1/me/preferences')
/** Changes what is given; answers all. */
export const savePreferences = (change: Partial<Preferences>): Promise<Preferences> =>
  patch('/api/v1/me/preferences', change)
