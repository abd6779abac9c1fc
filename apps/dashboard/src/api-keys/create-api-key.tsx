import type { CreatedApiKey, Role } from '@baton/protocol'
import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../account/me.tsx'
import { createApiKey } from '../api/api-keys.ts'
import { keys } from '../api/keys.ts'
import { fieldErrors } from '../api/problem.ts'
import { apiKeyTexts as texts } from '../texts/api-keys.ts'
import { shared } from '../texts/shared.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

type Props = { onMade: (made: CreatedApiKey) => void; onClose: () => void }

/** Asks what a key is for and what it may; offers only what the server says that it may have. */
export function CreateApiKey({ onMade, onClose }: Props) {
  const client = useQueryClient()
  const { keyRoles } = useMe().can
  const form = useForm<{ name: string; role: Role }>({
    initialValues: { name: '', role: keyRoles.at(-1) ?? 'viewer' },
    validate: { name: (name) => (name.trim() === '' ? texts.nameMissing : null) },
  })
  const creating = useMutation({
    mutationFn: createApiKey,
    onSuccess: (made) => {
      onMade(made)
      onClose()
      void client.invalidateQueries({ queryKey: keys.apiKeys })
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  return (
    <Modal opened onClose={onClose} title={texts.createTitle} closeButtonProps={{ 'aria-label': shared.close }}>
      <form className="stack" noValidate onSubmit={form.onSubmit((values) => creating.mutate(values), focusFirstWrong)}>
        <TextInput
          label={texts.name}
          description={texts.nameHelp}
          maxLength={100}
          data-autofocus
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <Select
          label={texts.role}
          description={texts.roleHelp}
          data={keyRoles.map((role) => ({ value: role, label: shared.roles[role] }))}
          allowDeselect={false}
          {...form.getInputProps('role')}
        />
        {creating.isError && <ProblemNotice error={creating.error} title={texts.notCreated} />}
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
