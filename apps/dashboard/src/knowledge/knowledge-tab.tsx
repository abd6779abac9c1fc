import { Button, CloseButton, Skeleton, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBook2, IconPlus, IconRefresh, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useBot } from '../bots/use-bot.ts'
import { knowledgeTexts as texts } from '../texts/knowledge.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { AddDialog, type Adding } from './add-dialog.tsx'
import { FileDrop } from './file-drop.tsx'
import { KnowledgeList } from './knowledge-list.tsx'
import { SearchByMeaning } from './search-by-meaning.tsx'
import { TryQuestion } from './try-question.tsx'
import { useKnowledgeList, useKnowledgeUse, useReadAllAgain } from './use-knowledge.ts'
import { useUploads } from './use-uploads.ts'
import './knowledge.css'

/** What the bot knows. */
export function KnowledgeTab() {
  const bot = useBot()
  const [adding, setAdding] = useState<Adding | null>(null)
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 250)
  const list = useKnowledgeList(bot.id, q)
  const uploads = useUploads(bot.id)
  const none = list.isSuccess && list.data.pages.every((page) => page.items.length === 0)
  const empty = none && q === '' && typed === ''
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding('text')}>
      {texts.add}
    </Button>
  )
  const drop = (files: File[]) => {
    uploads.add(files)
    setAdding('files')
  }
  return (
    <FileDrop onFiles={drop}>
      <div className="stack">
        <div className="line line_apart line_wrap">
          <p className="soft knowledge__lead">{texts.lead}</p>
          {list.data && !empty && add}
        </div>
        {list.isError && !list.data && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
        {list.isPending && (
          <AfterDelay>
            <Skeleton height={60} mb="xs" />
            <Skeleton height={60} mb="xs" />
            <Skeleton height={60} />
          </AfterDelay>
        )}
        {empty && (
          <Empty icon={<IconBook2 size={20} />} title={texts.empty.title} detail={texts.empty.detail} action={add} />
        )}
        {list.data && !empty && (
          <>
            <TryQuestion />
            <Tools typed={typed} onType={setTyped} web={hasWeb(list.data.pages)} />
            {none ? (
              <p className="soft">{texts.nothingFound(q)}</p>
            ) : (
              <KnowledgeList botId={bot.id} list={list} to={({ id }) => id} />
            )}
            <Use botId={bot.id} />
            <SearchByMeaning />
          </>
        )}
      </div>
      <AddDialog adding={adding} onChange={setAdding} uploads={uploads} />
    </FileDrop>
  )
}

const hasWeb = (pages: readonly { items: readonly { source: string }[] }[]) =>
  pages.some(({ items }) => items.some(({ source }) => source === 'url' || source === 'sitemap'))

function Tools({ typed, onType, web }: { typed: string; onType: (typed: string) => void; web: boolean }) {
  const bot = useBot()
  const readAll = useReadAllAgain(bot.id)
  return (
    <>
      <div className="line line_wrap">
        <TextInput
          type="search"
          className="knowledge__search"
          aria-label={texts.search}
          placeholder={texts.search}
          value={typed}
          onChange={({ currentTarget }) => onType(currentTarget.value)}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden="true" />}
          rightSection={
            typed !== '' && <CloseButton size="sm" aria-label={texts.clearSearch} onClick={() => onType('')} />
          }
        />
        {web && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={readAll.isPending}
            onClick={() => readAll.mutate()}
          >
            {texts.readAllAgain}
          </Button>
        )}
      </div>
      {readAll.isError && <ProblemNotice error={readAll.error} title={texts.readAllAgain} />}
      <p className="hidden-words" role="status">
        {readAll.data && texts.allAsked(readAll.data.asked)}
      </p>
    </>
  )
}

/** From this share of a limit on, how much is used is said in a louder colour. */
const NEARLY_FULL = 0.9

function Use({ botId }: { botId: string }) {
  const use = useKnowledgeUse(botId)
  if (!use.data) return null
  const { items, characters, limits } = use.data
  const full = items >= limits.items * NEARLY_FULL || characters >= limits.characters * NEARLY_FULL
  return (
    <p className={`small figures ${full ? 'knowledge__error' : 'soft'}`}>
      {texts.use(items, limits.items, characters, limits.characters)}
    </p>
  )
}
