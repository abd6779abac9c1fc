import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { enterAnew } from '../account/enter-anew.ts'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { deleteTeam, renameTeam } from '../api/team.ts'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

/** What only the owner does: the team's name, and its end. */
export function TeamSettings() {
  const [deleting, setDeleting] = useState(false)
  return (
    <>
      <Section title={texts.settings}>
        <TeamName />
      </Section>
      <Section title={texts.deleteSection} help={texts.deleteHelp}>
        <div>
          <Button variant="outline" color="danger" onClick={() => setDeleting(true)}>
            {texts.delete}
          </Button>
        </div>
        {deleting && <DeleteTeam onClose={() => setDeleting(false)} />}
      </Section>
    </>
  )
}

function TeamName() {
  const client = useQueryClient()
  const { team } = useMe()
  const [name, setName] = useState(team.name)
  const saving = useMutation({
    mutationFn: renameTeam,
    onSuccess: (saved, sent) => {
      setName((now) => (now.trim() === sent ? saved.name : now))
      return client.invalidateQueries({ queryKey: keys.me })
    },
  })
  const wanted = name.trim()
  const changed = wanted !== team.name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wanted !== '' && changed) saving.mutate(wanted)
  }
  return (
    <form className="team-name" noValidate onSubmit={submit}>
      <TextInput
        className="grow"
        label={texts.name}
        description={texts.nameHelp}
        autoComplete="organization"
        maxLength={100}
        value={name}
        error={wanted === '' ? texts.nameMissing : saving.isError && changed ? saving.error.message : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {changed && (
        <Button type="submit" loading={saving.isPending} disabled={wanted === ''}>
          {shared.save}
        </Button>
      )}
      <span className="team-name__saved small" role="status">
        {saving.isSuccess && !changed ? shared.saved : ''}
      </span>
    </form>
  )
}

/** Asks for the team's name: nobody types that by mistake. */
function DeleteTeam({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { team } = useMe()
  const [typed, setTyped] = useState('')
  const deleting = useMutation({
    mutationFn: () => deleteTeam(typed),
    onSuccess: async () => {
      await navigate('/sign-in', { replace: true })
      enterAnew(client)
    },
  })
  const same = typed.trim() === team.name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (same) deleting.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.deleteTitle(team.name)}
      closeButtonProps={{ 'aria-label': shared.close }}
    >
      <form className="stack" noValidate onSubmit={submit}>
        <ul className="team-end">
          {texts.deleteWhat.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
        <TextInput
          label={texts.typeName(team.name)}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {deleting.isError && <ProblemNotice error={deleting.error} title={texts.notDeleted} />}
        <div className="line line_end">
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button type="submit" color="danger" disabled={!same} loading={deleting.isPending}>
            {texts.delete}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
