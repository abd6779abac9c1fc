import { Button, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { addKnowledge } from '../api/knowledge.ts'
import { fieldErrors } from '../api/problem.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { checkText, checkTitle } from './check-text.ts'
import { useLookAgain } from './use-knowledge.ts'

const texts = knowledgeTexts.dialog

export type AddProps = { botId: string; onDone: () => void }

/** A text that is written here. */
export function AddText({ botId, onDone }: AddProps) {
  const lookAgain = useLookAgain(botId)
  const form = useForm({ initialValues: { title: '', text: '' }, validate: { title: checkTitle, text: checkText } })
  const adding = useMutation({
    mutationFn: (values: typeof form.values) => addKnowledge(botId, values),
    onSuccess: () => {
      lookAgain()
      form.reset()
      onDone()
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit((values) => adding.mutate(values), focusFirstWrong)}>
      <TextInput label={texts.name} maxLength={200} data-autofocus {...form.getInputProps('title')} />
      <Textarea
        label={texts.text}
        description={texts.textHelp}
        autosize
        minRows={8}
        maxRows={16}
        {...form.getInputProps('text')}
      />
      {adding.isError && <ProblemNotice error={adding.error} title={shared.problem.notSaved} />}
      <Button type="submit" loading={adding.isPending}>
        {texts.addText}
      </Button>
    </form>
  )
}
