import type { KnowledgeDetail } from '@baton/protocol'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../api/keys.ts'
import { updateKnowledge } from '../api/knowledge.ts'
import { fieldErrors } from '../api/problem.ts'
import { useBot } from '../bots/use-bot.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { LeaveGuard } from '../ui/leave-guard.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { typedSince } from '../ui/typed-since.ts'
import { checkText, checkTitle } from './check-text.ts'

const texts = knowledgeTexts.item

/** What the bot reads; a written text can be changed, and everything renamed. */
export function ItemText({ item }: { item: KnowledgeDetail }) {
  const [editing, setEditing] = useState(false)
  const own = item.source === 'text'
  if (editing) return <EditItem item={item} onDone={() => setEditing(false)} />
  return (
    <div className="stack stack_tight">
      <div className="line line_apart">
        <h3 id="what-was-read">{own ? texts.text : texts.whatWasRead}</h3>
        <Button variant="default" onClick={() => setEditing(true)}>
          {own ? texts.edit : texts.rename}
        </Button>
      </div>
      {item.text === '' ? (
        <p className="soft">{texts.nothingRead}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="knowledge__text" tabIndex={0} aria-labelledby="what-was-read">
          {item.text}
        </section>
      )}
    </div>
  )
}

function EditItem({ item, onDone }: { item: KnowledgeDetail; onDone: () => void }) {
  const bot = useBot()
  const client = useQueryClient()
  const own = item.source === 'text'
  const form = useForm({
    initialValues: { title: item.title, text: item.text },
    validate: { title: checkTitle, text: own ? checkText : () => null },
  })
  const saving = useMutation({
    mutationFn: ({ title, text }: typeof form.values) =>
      updateKnowledge(bot.id, item.id, own ? { title, text } : { title }),
    onSuccess: (changed, sent) => {
      client.setQueryData(keys.knowledgeItem(bot.id, item.id), changed)
      void client.invalidateQueries({ queryKey: keys.knowledge(bot.id) })
      form.resetDirty(sent)
      if (Object.keys(typedSince(sent, form.getValues())).length === 0) onDone()
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit((values) => saving.mutate(values), focusFirstWrong)}>
      <TextInput label={knowledgeTexts.dialog.name} maxLength={200} {...form.getInputProps('title')} />
      {own && (
        <Textarea
          label={knowledgeTexts.dialog.text}
          autosize
          minRows={10}
          maxRows={24}
          {...form.getInputProps('text')}
        />
      )}
      {saving.isError && <ProblemNotice error={saving.error} title={shared.problem.notSaved} />}
      <div className="line">
        <Button type="submit" loading={saving.isPending}>
          {texts.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {shared.cancel}
        </Button>
      </div>
      <LeaveGuard changed={form.isDirty()} />
    </form>
  )
}
