import { IconAddressBook, IconHandStop, IconPuzzle, type TablerIcon } from '@tabler/icons-react'

const icons: Record<string, TablerIcon> = { talk_to_a_human: IconHandStop, collect_a_lead: IconAddressBook }

/** The mark of a power-up; one that came later has the mark of them all. */
export function PowerUpIcon({ kind }: { kind: string }) {
  const Icon = icons[kind] ?? IconPuzzle
  return (
    <span className="kind-sign" aria-hidden="true">
      <Icon size={20} stroke={1.6} />
    </span>
  )
}
