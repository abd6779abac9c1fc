import type { Bot, PreviewAnswer } from '@baton/protocol'
import { BotSign } from '../bots/bot-sign.tsx'
import { MessageText } from '../conversations/message-text.tsx'
import { previewTexts as texts } from '../texts/preview.ts'
import { HowItCame } from './how-it-came.tsx'

type Props = { bot: Bot; text: string; answer?: PreviewAnswer | null; open?: boolean; writing?: boolean }

/** What the bot says, the form that a customer would see under it, and how it came about. */
export function BotLine({ bot, text, answer, open = false, writing = false }: Props) {
  return (
    <div className="preview__line">
      <p className="preview__name small soft">
        <BotSign colour={bot.colour} /> {bot.name}
      </p>
      <div className="preview__words" aria-busy={writing}>
        {text === '' ? <span className="soft">{words(writing, answer)}</span> : <MessageText text={text} />}
      </div>
      {answer === null && text !== '' && <p className="small soft">{texts.stopped}</p>}
      {answer?.offer && <Offered offer={answer.offer} />}
      {answer && <HowItCame answer={answer} open={open} />}
    </div>
  )
}

function words(writing: boolean, answer: PreviewAnswer | null | undefined): string {
  if (writing) return texts.writing
  return answer === null ? texts.stopped : texts.nothingSaid
}

function Offered({ offer: { powerUp, reason, summary } }: { offer: NonNullable<PreviewAnswer['offer']> }) {
  return (
    <div className="preview__offer">
      <p className="strong">{texts.offer(texts.offerNames[powerUp] ?? powerUp.replaceAll('_', ' '))}</p>
      <p className="small">{texts.reason(reason)}</p>
      {summary && (
        <p className="small">
          {texts.summary}: {summary}
        </p>
      )}
    </div>
  )
}
