import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { addKnowledge } from '../api/knowledge.ts'
import { fieldErrors, problemCode } from '../api/problem.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { AddProps } from './add-text.tsx'
import { useLookAgain } from './use-knowledge.ts'

const texts = knowledgeTexts.dialog
const words = {
  url: { label: texts.url, help: texts.urlHelp, placeholder: texts.urlPlaceholder, action: texts.addUrl },
  sitemap: {
    label: texts.sitemap,
    help: texts.sitemapHelp,
    placeholder: texts.sitemapPlaceholder,
    action: texts.addSitemap,
  },
}

/** A page of the web, or all pages that a sitemap lists. */
export function AddAddress({ botId, onDone, kind }: AddProps & { kind: 'url' | 'sitemap' }) {
  const { label, help, placeholder, action } = words[kind]
  const lookAgain = useLookAgain(botId)
  const form = useForm({
    initialValues: { address: '' },
    validate: { address: (address) => (address.trim() === '' ? texts.addressMissing : null) },
  })
  const adding = useMutation({
    mutationFn: ({ address }: typeof form.values) => addKnowledge(botId, { [kind]: address }),
    onSuccess: () => {
      lookAgain()
      form.reset()
      onDone()
    },
    onError: (error) => {
      const wrong = fieldErrors(error)[kind]
      form.setErrors(wrong === undefined ? {} : { address: wrong })
    },
  })
  const elsewhere = adding.isError && !['invalid_request', 'url_not_allowed'].includes(problemCode(adding.error) ?? '')
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit((values) => adding.mutate(values), focusFirstWrong)}>
      <TextInput
        label={label}
        description={help}
        placeholder={placeholder}
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={2_000}
        {...form.getInputProps('address')}
      />
      {elsewhere && <ProblemNotice error={adding.error} title={shared.problem.notSaved} />}
      <Button type="submit" loading={adding.isPending}>
        {action}
      </Button>
    </form>
  )
}
