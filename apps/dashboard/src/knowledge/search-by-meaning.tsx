import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { keys } from '../api/keys.ts'
import { getEmbeddings, setEmbeddings } from '../api/knowledge.ts'
import { useBot } from '../bots/use-bot.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = knowledgeTexts.meaning

/** Which model of the bot's provider finds passages by meaning. Not there where the provider has none. */
export function SearchByMeaning() {
  const bot = useBot()
  const setting = useQuery({ queryKey: keys.knowledgeEmbeddings(bot.id), queryFn: () => getEmbeddings(bot.id) })
  return setting.data?.available ? (
    <ModelForm key={setting.data.model} botId={bot.id} model={setting.data.model} />
  ) : null
}

function ModelForm({ botId, model }: { botId: string; model: string | null }) {
  const client = useQueryClient()
  const [name, setName] = useState(model ?? '')
  const saving = useMutation({
    mutationFn: () => setEmbeddings(botId, name.trim() === '' ? null : name.trim()),
    onSuccess: (saved) => client.setQueryData(keys.knowledgeEmbeddings(botId), saved),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="stack stack_tight" onSubmit={submit}>
      <TextInput
        label={texts.label}
        description={texts.help}
        placeholder={texts.placeholder}
        maxLength={200}
        autoCapitalize="none"
        spellCheck={false}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {saving.isError && <ProblemNotice error={saving.error} title={shared.problem.notSaved} />}
      {name.trim() !== (model ?? '') && (
        <div>
          <Button type="submit" loading={saving.isPending}>
            {shared.save}
          </Button>
        </div>
      )}
    </form>
  )
}
