import { Kbd } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { texts } from '../texts/palette.ts'
import type { Choice, Group } from './palette-groups.tsx'

type Props = {
  id: string
  groups: readonly Group[]
  selected: Choice | undefined
  select: (id: string) => void
  run: (choice: Choice) => void
}

/** The id of an entry in the page, by which the field names what is selected. */
export const entryId = (list: string, { id }: Choice): string => `${list}-${id.replaceAll(/\W/g, '-')}`

/** What can be chosen, in groups; the selected one is kept in sight. */
export function PaletteList({ id, groups, selected, select, run }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const selectedId = selected && entryId(id, selected)
  useEffect(() => {
    if (selectedId) box.current?.querySelector(`#${CSS.escape(selectedId)}`)?.scrollIntoView({ block: 'nearest' })
  }, [selectedId])
  return (
    <div className="palette__list" ref={box} id={id} role="listbox" aria-label={texts.title}>
      {groups.map(({ name, choices, stale = false }) => (
        // biome-ignore lint/a11y/useSemanticElements: a part of a list, not of a form
        <div key={name} role="group" aria-labelledby={`${id}-${name.replaceAll(/\W/g, '-')}`}>
          <div className="palette__group" id={`${id}-${name.replaceAll(/\W/g, '-')}`} role="presentation">
            {name}
          </div>
          {choices.map((choice) => (
            <Entry
              key={choice.id}
              id={entryId(id, choice)}
              choice={choice}
              selected={choice === selected}
              disabled={stale}
              select={() => select(choice.id)}
              run={() => run(choice)}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

type EntryProps = {
  id: string
  choice: Choice
  selected: boolean
  disabled: boolean
  select: () => void
  run: () => void
}

function Entry({ id, choice: { label, detail, icon, hint }, selected, disabled, select, run }: EntryProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus and the keys
    <div
      id={id}
      role="option"
      aria-selected={selected}
      {...(disabled ? { 'aria-disabled': true } : {})}
      className="palette__entry"
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={selected || disabled ? undefined : select}
      onClick={disabled ? undefined : run}
    >
      <span className="palette__icon">{icon}</span>
      <span className="palette__words">
        <span className="palette__label clip">{label}</span>
        {detail && <span className="palette__detail clip">{detail}</span>}
      </span>
      {hint && <Kbd>{hint}</Kbd>}
    </div>
  )
}
