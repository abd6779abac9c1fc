import { Button, Transition } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { shared } from '../texts/shared.ts'
import './save-bar.css'

type Props = {
  changed: boolean
  saving: boolean
  /** The moment of the last successful save, in milliseconds; 0 when there was none. */
  savedAt: number
  error: unknown
  onDiscard: () => void
}

/** Appears at the foot of a form when something on it changed, and says when it is saved. It submits its form. */
export function SaveBar({ changed, saving, savedAt, error, onDiscard }: Props) {
  const justSaved = useJust(savedAt)
  return (
    <Transition mounted={changed || saving || justSaved} transition="slide-up" duration={120}>
      {(styles) => (
        <div className="save-bar" style={styles}>
          <p className="grow" role="status">
            {changed || saving ? (
              shared.unsaved
            ) : (
              <span className="save-bar__saved">
                <IconCheck size={16} aria-hidden="true" /> {shared.saved}
              </span>
            )}
          </p>
          {error !== null && changed && (
            <p className="save-bar__problem" role="alert">
              {shared.problem.notSaved}: {error instanceof Error ? error.message : ''}
            </p>
          )}
          {(changed || saving) && (
            <>
              <Button variant="subtle" color="gray" className="save-bar__discard" onClick={onDiscard} disabled={saving}>
                {shared.discard}
              </Button>
              <Button type="submit" loading={saving}>
                {shared.save}
              </Button>
            </>
          )}
        </div>
      )}
    </Transition>
  )
}

/** True for two seconds after a moment. */
export function useJust(moment: number): boolean {
  const [just, setJust] = useState(false)
  useEffect(() => {
    if (moment === 0) return
    setJust(true)
    const timer = setTimeout(() => setJust(false), 2000)
    return () => clearTimeout(timer)
  }, [moment])
  return just
}
