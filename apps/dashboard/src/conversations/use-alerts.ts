import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { preferencesNow } from '../ui/preferences.ts'
import { hold, isHeld, once } from '../ui/tabs.ts'
import { type Alert, alertsOf, arrived } from './alerts.ts'
import { keepNotices, showNotice } from './desktop-notices.ts'
import type { List } from './list.ts'
import { prepareRing, ring } from './ring.ts'
import { customerName } from './who.ts'

/** Held by every tab that somebody is looking at, and for the conversation that is open there. */
const LOOKING = 'baton.looking'
const lookingAt = (id: string) => `${LOOKING} ${id}`
/** Time for the tab that is looked at to say so, in milliseconds. */
const SETTLE = 150

/**
 * Rings and shows a notice when a customer asks for a human or writes to this member, in one tab of this browser, and
 * takes the notice back as soon as somebody has taken care of it, wherever that was.
 */
export function useAlerts(waiting: List | undefined, mine: List | undefined): void {
  const me = useMe().member.id
  const navigate = useNavigate()
  const known = useRef<ReadonlyMap<string, Alert> | null>(null)
  useEffect(prepareRing, [])
  useLooking(LOOKING)
  useEffect(() => {
    if (!waiting || !mine) return
    const now = alertsOf({ waiting: waiting.items, mine: mine.items }, me)
    const before = known.current
    known.current = now
    keepNotices(now)
    // What was there when the page was opened is no news.
    if (!before) return
    for (const [key, alert] of arrived(before, now)) {
      const open = () => void navigate(`/conversations/${alert.conversation.id}`)
      setTimeout(() => void tell(`${me} ${key}`, key, alert, () => known.current?.has(key) === true, open), SETTLE)
    }
  }, [waiting, mine, me, navigate])
}

async function tell(onceKey: string, key: string, alert: Alert, stands: () => boolean, open: () => void) {
  const { kind, conversation } = alert
  if (kind === 'message' && (await isHeld(lookingAt(conversation.id)))) return
  if (!stands() || !(await once(onceKey))) return
  const { sound, desktopNotifications } = preferencesNow()
  if (sound) ring(kind)
  if (!desktopNotifications || (await isHeld(LOOKING)) || document.hasFocus()) return
  const said = texts.notice[kind]
  const who = customerName(conversation.customer)
  showNotice({ key, title: said.title(who), body: bodyOf(alert), onClick: open })
}

function bodyOf({ kind, conversation: { escalation, lastMessage } }: Alert): string {
  if (kind === 'message') return lastMessage?.text ?? ''
  return escalation?.note ?? (escalation ? texts.reasons[escalation.reason] : '')
}

/** Says to the other tabs that somebody looks at a conversation in this one. */
export const useLookingAt = (id: string): void => useLooking(lookingAt(id))

function useLooking(name: string): void {
  useEffect(() => {
    let release: (() => void) | null = null
    const look = () => {
      const looks = document.visibilityState === 'visible' && document.hasFocus()
      if (looks && !release) release = hold(name)
      if (looks || !release) return
      release()
      release = null
    }
    look()
    const events = ['focus', 'blur'] as const
    for (const event of events) window.addEventListener(event, look)
    document.addEventListener('visibilitychange', look)
    return () => {
      release?.()
      for (const event of events) window.removeEventListener(event, look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [name])
}
