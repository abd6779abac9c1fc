import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useBot } from '../bots/use-bot.ts'
import { MessageText } from '../conversations/message-text.tsx'
import { previewTexts as texts } from '../texts/preview.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { BotLine } from './bot-line.tsx'
import { PreviewComposer } from './preview-composer.tsx'
import { useTalk } from './use-talk.ts'
import './preview.css'

/** Talks to the bot as a customer would, and shows under each answer how it came about. */
export function PreviewPage() {
  const bot = useBot()
  return <Preview key={bot.id} />
}

function Preview() {
  const bot = useBot()
  const talk = useTalk(bot.id)
  const { lines, draft, error } = talk
  const newest = lines.findLastIndex(({ by }) => by === 'bot')
  const end = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is new at the end is to be seen
  useEffect(() => {
    if (lines.length > 0) end.current?.scrollIntoView({ block: 'end' })
  }, [lines, draft])
  return (
    <div className="preview">
      <div className="line line_apart line_wrap">
        <p className="soft grow preview__lead">{texts.lead}</p>
        {lines.length > 0 && (
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={talk.startOver}>
            {texts.again}
          </Button>
        )}
      </div>
      <div className="preview__log" role="log" aria-label={texts.log}>
        {bot.greeting !== '' && <BotLine bot={bot} text={bot.greeting} />}
        {lines.map((line, index) => {
          const key = `${index} ${line.by}`
          if (line.by === 'customer') return <CustomerLine key={key} text={line.text} />
          return <BotLine key={key} bot={bot} text={line.text} answer={line.answer} open={index === newest} />
        })}
        {draft !== null && <BotLine bot={bot} text={draft} writing />}
      </div>
      <div ref={end} className="preview__end" />
      {error !== null && <ProblemNotice title={texts.failed} error={error} retry={talk.retry} />}
      <PreviewComposer busy={draft !== null} suggest={lines.length === 0} onSay={talk.say} onStop={talk.stop} />
    </div>
  )
}

function CustomerLine({ text }: { text: string }) {
  return (
    <div className="preview__line preview__line_customer">
      <p className="small soft">{texts.you}</p>
      <div className="preview__words preview__words_customer">
        <MessageText text={text} />
      </div>
    </div>
  )
}
