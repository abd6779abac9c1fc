import type { PowerUpInCatalogue } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { powerUpTexts as texts } from '../texts/power-ups.ts'
import { shared } from '../texts/shared.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { TALK_TO_A_HUMAN } from './use-power-ups.ts'

type Props = { powerUp: PowerUpInCatalogue; remove: () => Promise<void> }

/** Takes the power-up away, after asking. */
export function RemovePowerUp({ powerUp: { kind, title }, remove }: Props) {
  const [asking, setAsking] = useState(false)
  const removing = useMutation({ mutationFn: remove, onSuccess: () => setAsking(false) })
  const human = kind === TALK_TO_A_HUMAN
  return (
    <div className="line line_apart line_wrap power-up__remove">
      <p className="soft small">{human ? texts.removeHelpHuman : texts.removeHelp}</p>
      <Button variant="outline" color="danger" onClick={() => setAsking(true)}>
        {texts.remove}
      </Button>
      <Confirm
        opened={asking}
        title={texts.removeTitle(title)}
        action={shared.remove}
        pending={removing.isPending}
        onConfirm={() => removing.mutate()}
        onCancel={() => setAsking(false)}
      >
        <div className="stack">
          <p>{human ? texts.removeDetailHuman : texts.removeDetail}</p>
          {removing.isError && <ProblemNotice error={removing.error} title={shared.problem.notSaved} />}
        </div>
      </Confirm>
    </div>
  )
}
