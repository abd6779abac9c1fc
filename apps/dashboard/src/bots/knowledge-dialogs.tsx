import type { Knowledge } from '@baton/protocol'
import { Button, Modal, Skeleton, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../api/keys.ts'
import { addKnowledge, deleteKnowledge, getKnowledge } from '../api/knowledge.ts'
import { fieldErrors } from '../api/problem.ts'
import { botTexts } from '../texts/bots.ts'
import { shared } from '../texts/shared.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = botTexts.knowledge
const LONGEST = 200_000
const close = { 'aria-label': shared.close }

/** Gives the bot one more text. */
export function AddKnowledge({ botId, opened, onClose }: { botId: string; opened: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const form = useForm({
    initialValues: { title: '', text: '' },
    validate: {
      title: (title) => (title.trim() === '' ? texts.nameMissing : null),
      text: (text) => (text.trim() === '' ? texts.textMissing : text.length > LONGEST ? texts.textLong : null),
    },
  })
  const adding = useMutation({
    mutationFn: (values: typeof form.values) => addKnowledge(botId, values),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.knowledge(botId), exact: true })
      form.reset()
      onClose()
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  return (
    <Modal opened={opened} onClose={onClose} title={texts.addTitle} size="lg" closeButtonProps={close}>
      <form className="stack" noValidate onSubmit={form.onSubmit((values) => adding.mutate(values), focusFirstWrong)}>
        <TextInput label={texts.name} maxLength={200} data-autofocus {...form.getInputProps('title')} />
        <Textarea
          label={texts.text}
          description={texts.textHelp}
          autosize
          minRows={10}
          maxRows={18}
          {...form.getInputProps('text')}
        />
        {adding.isError && <ProblemNotice error={adding.error} title={shared.problem.notSaved} />}
        <Button type="submit" loading={adding.isPending}>
          {texts.add}
        </Button>
      </form>
    </Modal>
  )
}

/** Shows one text, and can delete it. */
export function ReadKnowledge({
  botId,
  knowledge,
  onClose,
}: {
  botId: string
  knowledge: Knowledge | null
  onClose: () => void
}) {
  const [deleting, setDeleting] = useState(false)
  return (
    <>
      <Modal
        opened={knowledge !== null && !deleting}
        onClose={onClose}
        title={knowledge?.title}
        size="lg"
        closeButtonProps={close}
      >
        {knowledge && (
          <div className="stack">
            <FullText botId={botId} id={knowledge.id} />
            <div>
              <Button variant="outline" color="danger" onClick={() => setDeleting(true)}>
                {shared.delete}
              </Button>
            </div>
          </div>
        )}
      </Modal>
      {knowledge && deleting && (
        <DeleteKnowledge
          botId={botId}
          knowledge={knowledge}
          onClose={(gone) => {
            setDeleting(false)
            if (gone) onClose()
          }}
        />
      )}
    </>
  )
}

function FullText({ botId, id }: { botId: string; id: string }) {
  const text = useQuery({ queryKey: keys.knowledgeItem(botId, id), queryFn: () => getKnowledge(botId, id) })
  if (text.isError) return <ProblemNotice error={text.error} retry={() => void text.refetch()} />
  if (!text.data) {
    return (
      <AfterDelay>
        <Skeleton height={160} />
      </AfterDelay>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="knowledge__text" tabIndex={0}>
      {text.data.text}
    </div>
  )
}

type DeleteProps = { botId: string; knowledge: Knowledge; onClose: (gone: boolean) => void }

function DeleteKnowledge({ botId, knowledge, onClose }: DeleteProps) {
  const client = useQueryClient()
  const deleting = useMutation({
    mutationFn: () => deleteKnowledge(botId, knowledge.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.knowledge(botId), exact: true })
      onClose(true)
    },
  })
  return (
    <Confirm
      opened
      title={texts.deleteTitle(knowledge.title)}
      action={shared.delete}
      pending={deleting.isPending}
      onConfirm={() => deleting.mutate()}
      onCancel={() => onClose(false)}
    >
      {texts.deleteDetail}
      {deleting.isError && <ProblemNotice error={deleting.error} title={shared.problem.notSaved} />}
    </Confirm>
  )
}
