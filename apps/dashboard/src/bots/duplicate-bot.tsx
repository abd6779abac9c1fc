import type { Bot } from '@baton/protocol'
import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { duplicateBot } from '../api/bots.ts'
import { keys } from '../api/keys.ts'
import { botTexts } from '../texts/bots.ts'
import { shared } from '../texts/shared.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = botTexts.duplicate

/** Asks what the copy is called, says what comes along and what does not, and opens the copy's settings. */
export function DuplicateBotDialog({ bot, onClose }: { bot: Bot; onClose: () => void }) {
  const [name, setName] = useState(texts.copyOf(bot.name).slice(0, 80))
  const [missing, setMissing] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const duplicating = useMutation({
    mutationFn: () => duplicateBot(bot.id, name.trim()),
    onSuccess: async (copy) => {
      client.setQueryData(keys.bot(copy.id), copy)
      void client.invalidateQueries({ queryKey: keys.bots, exact: true })
      await navigate(`/bots/${copy.id}/settings`)
      onClose()
    },
  })
  const wrong = name.trim() === ''
  return (
    <Modal opened onClose={onClose} title={texts.title(bot.name)} closeButtonProps={{ 'aria-label': shared.close }}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(wrong)
          if (!wrong) duplicating.mutate()
        }}
      >
        <TextInput
          label={texts.name}
          maxLength={80}
          data-autofocus
          value={name}
          error={missing && wrong ? botTexts.fields.nameMissing : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <p>{texts.along}</p>
        <p className="soft">{texts.stays}</p>
        {duplicating.isError && <ProblemNotice error={duplicating.error} title={texts.notDuplicated} />}
        <div className="line line_end">
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" loading={duplicating.isPending}>
            {texts.action}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
