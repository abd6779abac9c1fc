import type { CreatedApiKey } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconArrowLeft, IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { listApiKeys } from '../api/api-keys.ts'
import { keys } from '../api/keys.ts'
import { NoPermission } from '../shell/not-found.tsx'
import { apiKeyTexts as texts } from '../texts/api-keys.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { ApiKeyRow } from './api-key-row.tsx'
import { CreateApiKey } from './create-api-key.tsx'
import './api-keys.css'

/** The keys of the team's programs. */
export function ApiKeysPage() {
  return useMe().can.manageApiKeys ? <ApiKeys /> : <NoPermission />
}

function ApiKeys() {
  const [creating, setCreating] = useState(false)
  const [made, setMade] = useState<CreatedApiKey | null>(null)
  const create = <Button onClick={() => setCreating(true)}>{texts.create}</Button>
  return (
    <Page title={texts.title} lead={texts.lead} action={create} wide>
      <nav className="line line_wrap api-keys__links">
        <Link to="/team" className="small line">
          <IconArrowLeft size={16} aria-hidden="true" /> {texts.back}
        </Link>
        <a href="/api/docs" className="small" target="_blank" rel="noreferrer">
          {texts.docs}
        </a>
      </nav>
      {made && <NewKey made={made} onStored={() => setMade(null)} />}
      <KeyList />
      {creating && <CreateApiKey onMade={setMade} onClose={() => setCreating(false)} />}
    </Page>
  )
}

function NewKey({ made, onStored }: { made: CreatedApiKey; onStored: () => void }) {
  return (
    <section className="new-key" aria-label={texts.madeTitle(made.name)}>
      <h2 role="status">{texts.madeTitle(made.name)}</h2>
      <CopyField label={texts.key} description={texts.keyHelp} value={made.key} />
      <div>
        <Button variant="default" onClick={onStored}>
          {texts.stored}
        </Button>
      </div>
    </section>
  )
}

function KeyList() {
  const found = useQuery({ queryKey: keys.apiKeys, queryFn: listApiKeys })
  const items = found.data?.items
  if (found.isError && !items) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />
  if (!items) {
    return (
      <AfterDelay>
        <Skeleton height={60} mb="xs" />
        <Skeleton height={60} />
      </AfterDelay>
    )
  }
  if (items.length === 0) return <Empty icon={<IconKey size={20} />} title={texts.none} detail={texts.noneDetail} />
  return (
    <ul className="rows">
      {items.map((key) => (
        <ApiKeyRow key={key.id} apiKey={key} />
      ))}
    </ul>
  )
}
