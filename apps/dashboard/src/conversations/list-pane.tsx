import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useRealtimeStatus } from '../realtime/realtime.tsx'
import { texts } from '../texts/conversations.ts'
import { useKeys } from '../ui/use-keys.ts'
import { BotFilter } from './bot-filter.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { SingleList } from './lists.tsx'
import { OpenLists } from './open-lists.tsx'
import { useCounts } from './use-live-inbox.tsx'
import { type View, viewFrom } from './views.ts'
import type { ListHandle } from './virtual-list.tsx'
import './list.css'

/** The list of conversations with its filters and its search. What is chosen stands in the address. */
export function ListPane() {
  const [params, setParams] = useSearchParams()
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<ListHandle>(null)
  const search = useRef<HTMLInputElement>(null)
  const view = viewFrom(params)
  const q = params.get('q') ?? ''
  const bot = params.get('bot') ?? ''
  const counts = useCounts(bot)
  const move = useMoving(list)
  useArrows(box, move)
  useKeys({ j: () => move(1), k: () => move(-1), '/': () => search.current?.focus() })
  const set = (name: string, value: string) =>
    setParams((known) => changed(known, name, value), { preventScrollReset: true, replace: name === 'q' })

  return (
    <section className="list-pane" aria-label={texts.list}>
      <header className="list-pane__head">
        <div className="line">
          <FilterMenu
            view={view}
            counts={counts.data}
            onPick={(next: View) => set('state', next === 'open' ? '' : next)}
          />
          <BotFilter bot={bot} onPick={(next) => set('bot', next)} />
        </div>
        <Search inputRef={search} q={q} onSearch={(next) => set('q', next)} />
      </header>
      <ConnectionLine />
      <div className="list-pane__body" ref={box}>
        {view === 'open' && q === '' ? (
          <OpenLists key={bot} bot={bot} handle={list} />
        ) : (
          <SingleList
            key={`${view} ${q} ${bot}`}
            scope={{ view: view === 'open' ? 'all' : view, q, bot }}
            handle={list}
          />
        )}
      </div>
    </section>
  )
}

function changed(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params)
  if (value === '') next.delete(name)
  else next.set(name, value)
  return next
}

/** Goes to the next or the previous row, also to one that is not drawn yet. */
function useMoving(list: React.RefObject<ListHandle | null>) {
  const navigate = useNavigate()
  const { conversationId } = useParams()
  return (step: 1 | -1) => {
    const rows = list.current?.rows() ?? []
    // The focus is already there when keys come faster than pages change.
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.row : undefined
    const at = rows.findIndex((row) => row.id === (focused ?? conversationId))
    const next = at === -1 ? rows[0] : rows[at + step]
    if (!next) return
    list.current?.show(next.id)
    const to = { pathname: `/conversations/${next.id}`, search: location.search }
    void navigate(to, { replace: conversationId !== undefined, state: { fromList: true } })
  }
}

/** The arrow keys move while the focus is in the list; elsewhere they scroll, as everywhere. */
function useArrows(list: React.RefObject<HTMLDivElement | null>, move: (step: 1 | -1) => void): void {
  const latest = useRef(move)
  useEffect(() => {
    latest.current = move
  })
  useEffect(() => {
    const element = list.current
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      latest.current(event.key === 'ArrowDown' ? 1 : -1)
    }
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [list])
}

type SearchProps = { q: string; onSearch: (q: string) => void; inputRef: React.RefObject<HTMLInputElement | null> }
const SEARCH_AFTER = 250

function Search({ q, onSearch, inputRef }: SearchProps) {
  const [text, setText] = useState(q)
  const latest = useRef(onSearch)
  useEffect(() => {
    latest.current = onSearch
  })
  useEffect(() => setText(q), [q])
  useEffect(() => {
    if (text.trim() === q) return
    const timer = setTimeout(() => latest.current(text.trim()), SEARCH_AFTER)
    return () => clearTimeout(timer)
  }, [text, q])
  return (
    <TextInput
      ref={inputRef}
      className="list-pane__search"
      aria-label={texts.searchLabel}
      placeholder={texts.search}
      value={text}
      maxLength={200}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        text === '' ? null : <CloseButton size="sm" aria-label={texts.clearSearch} onClick={() => setText('')} />
      }
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        setText('')
        event.currentTarget.blur()
      }}
    />
  )
}

const QUIET_FOR = 2000

/** Says quietly that nothing comes by itself right now; a short interruption is not worth a word. */
function ConnectionLine() {
  const status = useRealtimeStatus()
  const down = status !== 'live'
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!down) return setShown(false)
    const timer = setTimeout(() => setShown(true), QUIET_FOR)
    return () => clearTimeout(timer)
  }, [down])
  if (!shown) return null
  return (
    <p className="list-pane__connection" role="status">
      {status === 'stopped' ? texts.slow : texts.reconnecting}
    </p>
  )
}
