import type { Me } from '@baton/protocol'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { removeAvatar, rename, setAvatar } from '../api/account.ts'
import { keys } from '../api/keys.ts'
import { accountTexts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Section } from '../ui/page.tsx'
import { PictureField } from '../ui/picture-field.tsx'
import { useMe } from './me.tsx'

const texts = accountTexts.profile

/** Who one is: picture, name, and what only others can change. */
export function Profile() {
  const { member, team } = useMe()
  const facts = [
    [texts.email, member.email],
    [texts.team, team.name],
    [texts.role, shared.roles[member.role]],
  ]
  return (
    <Section title={texts.title}>
      <Picture />
      <Name />
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label} className="facts__row">
            <dt className="soft">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function useTakeMe() {
  const client = useQueryClient()
  return (me: Me) => {
    client.setQueryData(keys.me, me)
    void client.invalidateQueries({ queryKey: keys.members })
  }
}

function Picture() {
  const { member } = useMe()
  const takeMe = useTakeMe()
  const { addPicture: add, changePicture: change, removePicture: remove } = texts
  const { pictureFile: file, pictureHelp: help, pictureFailed: failed, notAPicture: broken } = texts
  return (
    <PictureField
      isThere={member.avatarUrl !== null}
      texts={{ add, change, remove, file, help, failed, broken }}
      set={setAvatar}
      remove={removeAvatar}
      onChanged={takeMe}
    >
      <Avatar name={member.name} url={member.avatarUrl} size="huge" />
    </PictureField>
  )
}

function Name() {
  const { member } = useMe()
  const [name, setName] = useState(member.name)
  const takeMe = useTakeMe()
  const saving = useMutation({
    mutationFn: rename,
    onSuccess: (me, sent) => {
      takeMe(me)
      setName((now) => (now.trim() === sent ? me.member.name : now))
    },
  })
  const wanted = name.trim()
  const changed = wanted !== member.name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wanted !== '' && changed) saving.mutate(wanted)
  }
  return (
    <form className="account-name" noValidate onSubmit={submit}>
      <TextInput
        className="grow"
        label={texts.name}
        description={texts.nameHelp}
        autoComplete="name"
        maxLength={100}
        value={name}
        error={wanted === '' ? accountTexts.nameMissing : saving.isError && changed ? saving.error.message : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {changed && (
        <Button type="submit" loading={saving.isPending} disabled={wanted === ''}>
          {shared.save}
        </Button>
      )}
      <span className="done small" role="status">
        {saving.isSuccess && !changed ? shared.saved : ''}
      </span>
    </form>
  )
}
