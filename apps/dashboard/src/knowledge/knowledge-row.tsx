import type { Knowledge } from '@baton/protocol'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconRefresh, IconTrash } from '@tabler/icons-react'
import { Link } from 'react-router'
import { knowledgeTexts as texts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { Moment } from '../ui/ages.tsx'
import { KindIcon } from './kind-icon.tsx'
import { canReadAgain, kindWords, sizeWords } from './knowledge-words.ts'
import { StateMark, StateWords } from './state-mark.tsx'

type Props = { item: Knowledge; to: string; onReadAgain: () => void; onDelete: () => void }

/** One item of a list: what it is, how far it is, and what can be done with it. */
export function KnowledgeRow({ item, to, onReadAgain, onDelete }: Props) {
  return (
    <li className="knowledge__row">
      <Link to={to} className="rows__row grow">
        <KindIcon item={item} />
        <span className="knowledge__words grow">
          <span className="knowledge__title strong">{item.title}</span>
          <span className="small soft">
            {[kindWords(item), ...sizeWords(item)].join(', ')}
            {item.syncedAt !== null && (
              <>
                , {item.source === 'text' ? texts.added.toLowerCase() : texts.read.toLowerCase()}{' '}
                <Moment at={item.syncedAt} />
              </>
            )}
          </span>
          <StateWords item={item} />
        </span>
        <StateMark item={item} />
      </Link>
      <Menu withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" className="quiet" size={36} aria-label={texts.actions(item.title)}>
            <IconDots size={20} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canReadAgain(item) && (
            <Menu.Item leftSection={<IconRefresh size={18} stroke={1.6} />} onClick={onReadAgain}>
              {texts.readAgain}
            </Menu.Item>
          )}
          <Menu.Item color="danger" leftSection={<IconTrash size={18} stroke={1.6} />} onClick={onDelete}>
            {shared.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
