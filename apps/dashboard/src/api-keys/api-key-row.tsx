import type { ApiKey } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../account/me.tsx'
import { revokeApiKey } from '../api/api-keys.ts'
import { keys } from '../api/keys.ts'
import { listMembers } from '../api/team.ts'
import { apiKeyTexts as texts } from '../texts/api-keys.ts'
import { shared } from '../texts/shared.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { exactTime, momentName } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'

/** One key: what it is for, what it may, who made it, and when it was last used. */
export function ApiKeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { name, role, prefix, memberId, lastUsedAt } = apiKey
  const [revoking, setRevoking] = useState(false)
  const now = useNow('slow')
  const maker = useMaker(memberId)
  const used = lastUsedAt === null ? texts.neverUsed : texts.used(momentName(lastUsedAt, now))
  return (
    <li className="rows__row api-key">
      <span className="grow">
        <span className="clip strong api-key__name">{name}</span>
        <span className="small soft" title={lastUsedAt === null ? undefined : exactTime(lastUsedAt)}>
          {[shared.roles[role], maker, used].filter(Boolean).join(', ')}
        </span>
      </span>
      <code className="small soft api-key__prefix">{prefix}…</code>
      <Button variant="default" aria-label={texts.revokeOf(name)} onClick={() => setRevoking(true)}>
        {texts.revoke}
      </Button>
      <Revoke apiKey={apiKey} opened={revoking} onClose={() => setRevoking(false)} />
    </li>
  )
}

function useMaker(memberId: string): string | null {
  const self = useMe().member.id
  const members = useQuery({ queryKey: keys.members, queryFn: listMembers })
  if (memberId === self) return texts.byYou
  const maker = members.data?.items.find((member) => member.id === memberId)
  return maker ? texts.by(maker.name) : null
}

function Revoke({ apiKey, opened, onClose }: { apiKey: ApiKey; opened: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const revoking = useMutation({
    mutationFn: () => revokeApiKey(apiKey.id),
    onSuccess: () => {
      onClose()
      void client.invalidateQueries({ queryKey: keys.apiKeys })
    },
  })
  return (
    <Confirm
      opened={opened}
      title={texts.revokeTitle(apiKey.name)}
      action={texts.revoke}
      pending={revoking.isPending}
      onConfirm={() => revoking.mutate()}
      onCancel={onClose}
    >
      <div className="stack">
        <p>{texts.revokeDetail}</p>
        {revoking.isError && <ProblemNotice error={revoking.error} title={texts.notRevoked} />}
      </div>
    </Confirm>
  )
}
