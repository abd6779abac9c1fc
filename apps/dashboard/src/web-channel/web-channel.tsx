import type { Bot, WebChannel } from '@baton/protocol'
import { Skeleton } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../api/keys.ts'
import { fieldErrors } from '../api/problem.ts'
import { getWebChannel, updateWebChannel } from '../api/web-channel.ts'
import { useBot } from '../bots/use-bot.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useSavedForm } from '../ui/use-saved-form.tsx'
import { BotPicture } from './bot-picture.tsx'
import { EmbedSnippets } from './embed-snippets.tsx'
import { Identity } from './identity.tsx'
import { LookFields } from './look-fields.tsx'
import { PreviewFrame } from './preview-frame.tsx'
import { changesOf, formOf, type WebForm, webRules } from './web-form.ts'
import { SitesFields, WordsFields } from './words-and-sites.tsx'

/** Where customers meet the bot: how to embed it, how it looks, where it may stand, and who its customers are. */
export function WebChannelTab() {
  const bot = useBot()
  const channel = useQuery({ queryKey: keys.webChannel(bot.id), queryFn: () => getWebChannel(bot.id) })
  if (channel.data) return <Settings bot={bot} saved={channel.data} />
  if (channel.isError) return <ProblemNotice error={channel.error} retry={() => void channel.refetch()} />
  return (
    <AfterDelay>
      <Skeleton height={120} mb="md" />
      <Skeleton height={64} mb="md" />
      <Skeleton height={220} />
    </AfterDelay>
  )
}

function Settings({ bot, saved }: { bot: Bot; saved: WebChannel }) {
  const client = useQueryClient()
  const form = useForm<WebForm>({ initialValues: formOf(saved), validate: webRules })
  const [pictureAt, setPictureAt] = useState(0)
  const { submit, savedAt, bar } = useSavedForm(form, {
    save: async (before, after) => {
      const channel = await updateWebChannel(bot.id, changesOf(before, after))
      client.setQueryData(keys.webChannel(bot.id), channel)
      // The colour is shown in the lists of bots as well.
      void client.invalidateQueries({ queryKey: keys.bots })
      return channel
    },
    valuesOf: formOf,
    refused: fieldErrors,
  })
  const remember = (channel: WebChannel) => {
    client.setQueryData(keys.webChannel(bot.id), channel)
    setPictureAt(Date.now())
  }
  return (
    <form className="settings" noValidate onSubmit={submit}>
      <EmbedSnippets bot={bot} saved={saved} />
      <SitesFields form={form} />
      <LookFields form={form} picture={<BotPicture bot={bot} saved={saved} onSaved={remember} />} />
      <PreviewFrame botId={bot.id} look={form.values} saved={Math.max(savedAt, pictureAt)} />
      <WordsFields form={form} />
      <Identity
        bot={bot}
        saved={saved}
        onChanged={(identity) => client.setQueryData(keys.webChannel(bot.id), { ...saved, identity })}
      />
      {bar}
    </form>
  )
}
