import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useRealtimeStatus } from '../realtime/realtime.tsx'
import { texts } from '../texts/conversations.ts'
import { useKeys } from '../ui/use-keys.ts'
import { FilterMenu } from './filter-menu.tsx'
import { SingleList } from './lists.tsx'
import { OpenLists } from './open-lists.tsx'
import { useCounts } from './use-live-inbox.tsx'
import { type View, viewFrom } from './views.ts'
import './list.css'

/** The list of conversations with its filter and its search. What is chosen stands in the address. */
export function ListPane() {
  const [params, setParams] = useSearchParams()
  const counts = useCounts()
  const list = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const view = viewFrom(params)
  const q = params.get('q') ?? ''
  const move = useMoving(list)
  useArrows(list, move)
  useKeys({ j: () => move(1), k: () => move(-1), '/': () => search.current?.focus() })

  const pick = (next: View) =>
    setParams((known) => changed(known, 'state', next === 'open' ? '' : next), { preventScrollReset: true })

  return (
    <section className="list-pane" aria-label={texts.list}>
      <header className="list-pane__head">
        <FilterMenu view={view} counts={counts.data} onPick={pick} />
        <Search
          inputRef={search}
          q={q}
          onSearch={(next) => setParams((known) => changed(known, 'q', next), { replace: true })}
        />
      </header>
      <ConnectionLine />
      <div className="list-pane__body" ref={list}>
        {view === 'open' && q === '' ? (
          <OpenLists />
        ) : (
          <SingleList key={`${view} ${q}`} view={view === 'open' ? 'all' : view} q={q} />
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

/** Goes to the next or the previous row as it stands on the screen. */
function useMoving(list: React.RefObject<HTMLDivElement | null>) {
  const navigate = useNavigate()
  const { conversationId } = useParams()
  return (step: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])]
    // The focus is already there when keys come faster than pages change.
    const focused = rows.indexOf(document.activeElement as HTMLAnchorElement)
    const at = focused === -1 ? rows.findIndex((row) => row.dataset.row === conversationId) : focused
    const next = at === -1 ? rows[0] : rows[at + step]
    if (!next) return
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: 'nearest' })
    const to = { pathname: `/conversations/${next.dataset.row}`, search: location.search }
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
