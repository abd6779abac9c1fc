import { Modal, SegmentedControl } from '@mantine/core'
import { useBot } from '../bots/use-bot.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { shared } from '../texts/shared.ts'
import { LeaveGuard } from '../ui/leave-guard.tsx'
import { AddAddress } from './add-address.tsx'
import { AddFiles } from './add-files.tsx'
import { AddText } from './add-text.tsx'
import type { Uploads } from './use-uploads.ts'

const texts = knowledgeTexts.dialog
const kinds = ['text', 'files', 'url', 'sitemap'] as const
export type Adding = (typeof kinds)[number]

type Props = { adding: Adding | null; onChange: (adding: Adding | null) => void; uploads: Uploads }

/** Gives the bot more to know: a text, files, a page, or a sitemap. What was typed stays when it is closed or changed. */
export function AddDialog({ adding, onChange, uploads }: Props) {
  const bot = useBot()
  const close = () => onChange(null)
  const busy = uploads.list.some(({ state }) => state === 'waiting' || state === 'sending')
  return (
    <>
      <Modal
        opened={adding !== null}
        onClose={close}
        title={texts.title}
        size="lg"
        keepMounted
        closeButtonProps={{ 'aria-label': shared.close }}
      >
        <div className="stack">
          <SegmentedControl
            fullWidth
            aria-label={texts.kind}
            value={adding ?? 'text'}
            onChange={(kind) => onChange(kinds.find((one) => one === kind) ?? 'text')}
            data={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
          />
          {/* All of them stay, so that nothing typed is lost between them. */}
          <div hidden={adding !== 'text'}>
            <AddText botId={bot.id} onDone={close} />
          </div>
          <div hidden={adding !== 'files'}>
            <AddFiles uploads={uploads} onDone={close} />
          </div>
          <div hidden={adding !== 'url'}>
            <AddAddress botId={bot.id} onDone={close} kind="url" />
          </div>
          <div hidden={adding !== 'sitemap'}>
            <AddAddress botId={bot.id} onDone={close} kind="sitemap" />
          </div>
        </div>
      </Modal>
      <LeaveGuard changed={busy} />
    </>
  )
}
