import { ActionIcon, Button, Progress } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconFileUpload, IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { useFilesOver } from './file-drop.tsx'
import type { Upload, Uploads } from './use-uploads.ts'

const texts = knowledgeTexts.files
const endings = '.pdf,.docx,.md,.markdown,.txt,.html,.htm,.csv,.tsv'

/** Files of this machine, several at once, each with how far it is. */
export function AddFiles({ uploads, onDone }: { uploads: Uploads; onDone: () => void }) {
  const input = useRef<HTMLInputElement>(null)
  const over = useFilesOver()
  const sent = uploads.list.filter(({ state }) => state === 'sent').length
  const finish = () => {
    uploads.forgetSent()
    onDone()
  }
  return (
    <div className="stack">
      <div className={over ? 'drop-zone drop-zone_over' : 'drop-zone'}>
        <IconFileUpload size={24} stroke={1.6} aria-hidden="true" />
        <p>
          {texts.drop}{' '}
          <Button variant="default" size="compact-sm" onClick={() => input.current?.click()}>
            {texts.choose}
          </Button>
        </p>
        <p className="small soft">{texts.kinds}</p>
        <input
          ref={input}
          type="file"
          multiple
          accept={endings}
          hidden
          aria-label={texts.input}
          onChange={({ currentTarget }) => {
            uploads.add([...(currentTarget.files ?? [])])
            currentTarget.value = ''
          }}
        />
      </div>
      {uploads.list.length > 0 && (
        <>
          <ul className="uploads" aria-label={texts.list}>
            {uploads.list.map((upload) => (
              <UploadRow key={upload.id} upload={upload} uploads={uploads} />
            ))}
          </ul>
          <div className="line line_apart">
            <p className="small soft" role="status">
              {texts.summary(sent, uploads.list.length)}
            </p>
            <Button variant={sent === uploads.list.length ? 'filled' : 'default'} onClick={finish}>
              {texts.done}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

function UploadRow({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const { id, file, state, share, error, passing } = upload
  const percent = Math.round(share * 100)
  return (
    <li className="uploads__row">
      <div className="grow uploads__words">
        <div className="line line_apart">
          <span className="clip" title={file.name}>
            {file.name}
          </span>
          <span className="small soft figures uploads__fact">{knowledgeTexts.bytes(file.size)}</span>
        </div>
        {state === 'sending' && <Progress value={percent} size="xs" aria-label={file.name} />}
        {error !== null && <p className="small knowledge__error">{error}</p>}
      </div>
      <span className="uploads__state small">
        {state === 'waiting' && <span className="soft">{texts.waiting}</span>}
        {state === 'sending' && <span className="soft figures">{texts.sending(percent)}</span>}
        {state === 'sent' && (
          <span className="uploads__sent">
            <IconCheck size={16} aria-hidden="true" /> {texts.sent}
          </span>
        )}
        {state === 'failed' && <IconAlertTriangle size={16} className="knowledge__error" aria-hidden="true" />}
      </span>
      {state === 'failed' && passing && (
        <Button variant="default" size="compact-sm" onClick={() => uploads.again(id)}>
          {texts.retry}
        </Button>
      )}
      {state !== 'sent' && (
        <ActionIcon
          variant="subtle"
          className="quiet"
          aria-label={texts.forget(file.name)}
          onClick={() => uploads.forget(id)}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
    </li>
  )
}
