import { Kbd } from '@mantine/core'
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { texts } from '../texts/palette.ts'
import { holdsWords } from './holds-words.ts'
import { useFoundConversations, usePaletteGroups } from './palette-groups.tsx'
import '@mantine/spotlight/styles.layer.css'
import './palette.css'

/** The command palette. It opens again whenever `opened` grows. */
export function Palette({ opened }: { opened: number }) {
  const [query, setQuery] = useState('')
  const groups = usePaletteGroups()
  const found = useFoundConversations(query)
  useEffect(() => {
    if (opened === 0) return
    // Asked for again while it still fades away, it would go on with the old words.
    setQuery('')
    spotlight.open()
  }, [opened])
  const shown = [...matching(groups, query), ...found].filter(({ actions }) => actions.length > 0)
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      actions={shown}
      // What is found was chosen above; the server knows more than titles.
      filter={(_, actions) => actions}
      nothingFound={texts.nothing}
      shortcut={null}
      scrollable
      maxHeight={420}
      size={560}
      attributes={{ content: { 'aria-label': texts.title } }}
      overlayProps={{ color: 'var(--veil)', backgroundOpacity: 1, blur: 0 }}
      radius="lg"
      searchProps={{
        placeholder: texts.search,
        'aria-label': texts.search,
        leftSection: <IconSearch size={18} stroke={1.6} aria-hidden="true" />,
        rightSection: <Kbd>Esc</Kbd>,
        rightSectionWidth: 56,
        onKeyDown: takeFirst,
      }}
    />
  )
}

/** Enter takes the first of what is shown, which is marked, unless another was chosen with the arrows. */
function takeFirst(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  const list = document.querySelector('.mantine-Spotlight-actionsList')
  if (!list || list.querySelector('[data-selected]')) return
  list.querySelector<HTMLElement>('[data-action]')?.click()
}

function matching(groups: readonly SpotlightActionGroupData[], query: string): SpotlightActionGroupData[] {
  return groups.map(({ group, actions }) => ({
    group,
    actions: actions.filter(({ label, keywords }) => holdsWords(`${label} ${keywords ?? ''}`, query)),
  }))
}
