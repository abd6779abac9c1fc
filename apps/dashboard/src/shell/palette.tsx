import { Kbd, Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { texts } from '../texts/palette.ts'
import { holdsWords } from './holds-words.ts'
import { type Choice, type Group, useFoundConversations, usePaletteGroups } from './palette-groups.tsx'
import { entryId, PaletteList } from './palette-list.tsx'
import './palette.css'

/** The command palette. It opens again whenever `opened` grows. */
export function Palette({ opened }: { opened: number }) {
  const [open, setOpen] = useState(false)
  useEffect(() => setOpen(opened > 0), [opened])
  return (
    <Modal.Root opened={open} onClose={() => setOpen(false)} size={560} yOffset={80}>
      <Modal.Overlay color="var(--veil)" backgroundOpacity={1} blur={0} />
      <Modal.Content aria-label={texts.title} radius="lg" className="palette">
        {/* A new one each time, also when it is asked for again while it still fades away. */}
        <Search key={opened} close={() => setOpen(false)} />
      </Modal.Content>
    </Modal.Root>
  )
}

/** A combobox, as ARIA knows it: the focus stays in the field, which says what is selected in the list beneath it. */
function Search({ close }: { close: () => void }) {
  const [query, setQuery] = useState('')
  const list = useId()
  const found = useFoundConversations(query)
  const groups = [...matching(usePaletteGroups(), query), ...found.groups].filter(({ choices }) => choices.length > 0)
  const choices = groups.filter(({ stale }) => !stale).flatMap((group) => group.choices)
  const { selected, select, step } = useSelection(choices)
  const run = (choice: Choice) => {
    close()
    choice.run()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const keys: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => selected && run(selected),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <>
      <TextInput
        data-autofocus
        size="lg"
        variant="unstyled"
        className="palette__field"
        role="combobox"
        aria-label={texts.search}
        aria-expanded={groups.length > 0}
        aria-autocomplete="list"
        {...(groups.length > 0 ? { 'aria-controls': list } : {})}
        {...(selected ? { 'aria-activedescendant': entryId(list, selected) } : {})}
        autoComplete="off"
        placeholder={texts.search}
        maxLength={200}
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden="true" />}
        rightSection={<Kbd>Esc</Kbd>}
        rightSectionWidth={56}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          select(null)
        }}
        onKeyDown={press}
      />
      {groups.length > 0 && <PaletteList id={list} groups={groups} selected={selected} select={select} run={run} />}
      {groups.length === 0 && !found.asking && <p className="palette__nothing">{texts.nothing}</p>}
      <p className="hidden-words" role="status">
        {query === '' ? '' : found.asking ? texts.asking : texts.count(choices.length)}
      </p>
    </>
  )
}

/** What Enter would take: what was selected, or the first while nothing was, or while that is not shown any more. */
function useSelection(choices: readonly Choice[]) {
  const [id, select] = useState<string | null>(null)
  const at = Math.max(
    choices.findIndex((choice) => choice.id === id),
    0,
  )
  const step = (by: 1 | -1) => select(choices[(at + by + choices.length) % choices.length]?.id ?? null)
  return { selected: choices[at], select, step }
}

function matching(groups: readonly Group[], query: string): Group[] {
  return groups.map(({ name, choices }) => ({
    name,
    choices: choices.filter(({ label, keywords }) => holdsWords(`${label} ${keywords ?? ''}`, query)),
  }))
}
