import type { WebhookType } from '@baton/protocol'
import { Button, Radio, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { createWebhook } from '../api/webhooks.ts'
import { useBot } from '../bots/use-bot.ts'
import { NoPermission } from '../shell/not-found.tsx'
import { webhookTexts } from '../texts/webhooks.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { WayBack } from '../ui/way-back.tsx'
import { keepSecret } from './new-secrets.ts'
import { searchCatalogue } from './search-catalogue.ts'
import { TypeIcon } from './type-icon.tsx'
import './webhooks.css'

const texts = webhookTexts.catalogue

/** Every type of webhook there is. The chosen one is created, switched off, and its own page opens. */
export function Catalogue() {
  const { can } = useMe()
  return can.manageWebhooks ? <Choose /> : <NoPermission />
}

function Choose() {
  const [query, setQuery] = useState('')
  const [picked, setPicked] = useState<WebhookType | null>(null)
  const [missing, setMissing] = useState(false)
  const creating = useCreate()
  const found = searchCatalogue(query)
  const type = found.length === 1 ? found[0] : found.find((one) => one === picked)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(type === undefined)
    if (type) creating.mutate(type)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <WayBack label={texts.back} />
      <div className="section__head">
        <h2>{texts.title}</h2>
        <p className="soft">{texts.lead}</p>
      </div>
      <TextInput
        type="search"
        aria-label={texts.search}
        placeholder={texts.search}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {found.length > 0 ? (
        <Types found={found} value={type ?? null} onPick={setPicked} />
      ) : (
        <Nothing query={query} clear={() => setQuery('')} />
      )}
      {creating.isError && <ProblemNotice error={creating.error} title={texts.notCreated} />}
      <div className="line line_wrap catalogue__foot">
        <Button type="submit" loading={creating.isPending}>
          {texts.create}
        </Button>
        <span className="small webhooks__missing" role="alert">
          {missing && type === undefined ? texts.choose : ''}
        </span>
      </div>
    </form>
  )
}

function useCreate() {
  const bot = useBot()
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (type: WebhookType) => createWebhook(bot.id, type),
    onSuccess: ({ secret, ...webhook }) => {
      keepSecret(webhook.id, secret)
      client.setQueryData(keys.webhook(bot.id, webhook.id), webhook)
      void client.invalidateQueries({ queryKey: keys.webhooks(bot.id), exact: true })
      void navigate(`/bots/${bot.id}/webhooks/${webhook.id}`, { replace: true })
    },
  })
}

type TypesProps = { found: WebhookType[]; value: WebhookType | null; onPick: (type: WebhookType | null) => void }

function Types({ found, value, onPick }: TypesProps) {
  return (
    <Radio.Group
      aria-label={texts.types}
      value={value}
      onChange={(type) => onPick(found.find((one) => one === type) ?? null)}
    >
      <div className="catalogue">
        {found.map((type) => (
          <Radio.Card key={type} value={type} className="catalogue__card">
            <TypeIcon type={type} />
            <span className="grow">
              <span className="strong webhook__line">{webhookTexts.types[type].title}</span>
              <span className="small soft webhook__line">{webhookTexts.types[type].fires}</span>
            </span>
            <Radio.Indicator />
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}

function Nothing({ query, clear }: { query: string; clear: () => void }) {
  return (
    <div className="stack stack_tight" role="status">
      <p>{texts.nothing(query.trim())}</p>
      <div>
        <Button variant="default" onClick={clear}>
          {texts.clear}
        </Button>
      </div>
    </div>
  )
}
