import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { botTexts } from '../texts/bots.ts'
import { shared } from '../texts/shared.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = botTexts.human

/** Takes the power-up away, after asking. */
export function RemovePowerUp({ remove }: { remove: () => Promise<void> }) {
  const [asking, setAsking] = useState(false)
  const removing = useMutation({ mutationFn: remove, onSuccess: () => setAsking(false) })
  return (
    <div className="line line_apart line_wrap power-up__remove">
      <p className="soft small">{texts.removeHelp}</p>
      <Button variant="outline" color="danger" onClick={() => setAsking(true)}>
        {texts.remove}
      </Button>
      <Confirm
        opened={asking}
        title={texts.removeTitle}
        action={shared.remove}
        pending={removing.isPending}
        onConfirm={() => removing.mutate()}
        onCancel={() => setAsking(false)}
      >
        <div className="stack">
          <p>{texts.removeDetail}</p>
          {removing.isError && <ProblemNotice error={removing.error} title={shared.problem.notSaved} />}
        </div>
      </Confirm>
    </div>
  )
}
