import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { createBot } from '../api/bots.ts'
import { keys } from '../api/keys.ts'
import { botTexts as texts } from '../texts/bots.ts'
import { shared } from '../texts/shared.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

/** Asks for the one thing a new bot needs, and opens its settings. */
export function CreateBotDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const creating = useMutation({
    mutationFn: () => createBot({ name: name.trim() }),
    onSuccess: (bot) => {
      client.setQueryData(keys.bot(bot.id), bot)
      void client.invalidateQueries({ queryKey: keys.bots, exact: true })
      onClose()
      setName('')
      void navigate(`/bots/${bot.id}/settings`)
    },
  })
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={texts.createTitle}
      closeButtonProps={{ 'aria-label': shared.close }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(name.trim() === '')
          if (name.trim() !== '') creating.mutate()
        }}
      >
        <TextInput
          label={texts.fields.name}
          description={texts.fields.nameHelp}
          maxLength={80}
          data-autofocus
          value={name}
          error={missing && name.trim() === '' ? texts.fields.nameMissing : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <p className="small soft">{texts.createHelp}</p>
        {creating.isError && <ProblemNotice error={creating.error} title={shared.problem.notSaved} />}
        <div className="line line_end">
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {texts.create}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
