import { Switch } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { shared } from '../texts/shared.ts'
import { useJust } from './save-bar.tsx'
import './instant-switch.css'

type Props = {
  label: string
  help: string
  checked: boolean
  disabled?: boolean
  save: (on: boolean) => Promise<unknown>
}

/** A switch that takes effect at once, and says beside itself that it did or why it did not. */
export function InstantSwitch({ label, help, checked, disabled = false, save }: Props) {
  const saving = useMutation({ mutationFn: save })
  const just = useJust(saving.isSuccess ? saving.submittedAt : 0)
  return (
    <div className="instant-switch">
      <Switch
        label={label}
        description={help}
        checked={saving.isPending ? saving.variables : checked}
        disabled={disabled}
        // Not locked while it is saved: that would take the focus from whoever uses the keyboard.
        onChange={(event) => !saving.isPending && saving.mutate(event.currentTarget.checked)}
        error={saving.isError ? `${shared.problem.notSaved}: ${saving.error.message}` : null}
      />
      <span className="instant-switch__saved small" role="status">
        {just ? shared.saved : ''}
      </span>
    </div>
  )
}
