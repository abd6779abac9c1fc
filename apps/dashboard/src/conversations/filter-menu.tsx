import type { ConversationCounts } from '@baton/protocol'
import { Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Fragment } from 'react'
import { texts } from '../texts/conversations.ts'
import { type View, views } from './views.ts'
import './state.css'

type Props = { view: View; counts: ConversationCounts | undefined; onPick: (view: View) => void }

/** Chooses which conversations the list shows, with how many there are of each. */
export function FilterMenu({ view, counts, onPick }: Props) {
  const pick = (wanted: string) => {
    const next = views.find((one) => one === wanted)
    if (next) onPick(next)
  }
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button type="button" className="filter">
          <span className="hidden-words">{texts.filter}: </span>
          <span className="clip">{texts.views[view]}</span>
          <Count view={view} counts={counts} />
          <IconChevronDown size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={view} onChange={pick}>
          {views.map((one) => (
            <Fragment key={one}>
              {one === 'resolved' && <Menu.Divider />}
              <Menu.RadioItem value={one} closeMenuOnClick rightSection={<Count view={one} counts={counts} />}>
                <span className="line">
                  <span className={`state-dot state-dot_${one}`} aria-hidden="true" />
                  {texts.views[one]}
                </span>
              </Menu.RadioItem>
            </Fragment>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

function Count({ view, counts }: { view: View; counts: ConversationCounts | undefined }) {
  return <span className="filter__count figures">{counts ? countOf(view, counts) : ''}</span>
}

/** How many conversations a view holds. */
export function countOf(view: View, counts: ConversationCounts): number {
  if (view === 'open') return counts.escalated + counts.active
  if (view === 'all') return counts.bot + counts.escalated + counts.active + counts.resolved + counts.closed
  return counts[view]
}
