import type { Me } from '@baton/protocol'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { removeAvatar, rename, setAvatar } from '../api/account.ts'
import { keys } from '../api/keys.ts'
import { accountTexts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { cropPicture } from './crop-picture.ts'
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
  const input = useRef<HTMLInputElement>(null)
  const onSuccess = useTakeMe()
  const setting = useMutation({ mutationFn: sendPicture, onSuccess })
  const removing = useMutation({ mutationFn: removeAvatar, onSuccess })
  const failed = setting.error ?? removing.error
  return (
    <div className="stack stack_tight">
      <div className="line line_wrap account-picture">
        <Avatar name={member.name} url={member.avatarUrl} size="huge" />
        <div className="stack stack_tight">
          <div className="line line_wrap">
            <Button variant="default" loading={setting.isPending} onClick={() => input.current?.click()}>
              {member.avatarUrl ? texts.changePicture : texts.addPicture}
            </Button>
            {member.avatarUrl && (
              <Button
                variant="subtle"
                color="gray"
                className="quiet"
                loading={removing.isPending}
                onClick={() => removing.mutate()}
              >
                {texts.removePicture}
              </Button>
            )}
          </div>
          <p className="small soft">{texts.pictureHelp}</p>
        </div>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif"
          aria-label={texts.pictureFile}
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) setting.mutate(file)
          }}
        />
      </div>
      {failed && <ProblemNotice error={failed} title={texts.pictureFailed} />}
    </div>
  )
}

async function sendPicture(file: File): Promise<Me> {
  const picture = await cropPicture(file)
  if (picture === null) throw new Error(texts.notAPicture)
  return setAvatar(picture)
}

function Name() {
  const { member } = useMe()
  const [name, setName] = useState(member.name)
  const takeMe = useTakeMe()
  const saving = useMutation({
    mutationFn: rename,
    onSuccess: (me) => {
      takeMe(me)
      setName(me.member.name)
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
