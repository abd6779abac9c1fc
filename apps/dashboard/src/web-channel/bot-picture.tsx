import type { Bot, WebChannel } from '@baton/protocol'
import { removeBotPicture, setBotPicture } from '../api/web-channel.ts'
import { shared } from '../texts/shared.ts'
import { webTexts } from '../texts/web-channel.ts'
import { PictureField } from '../ui/picture-field.tsx'

const texts = webTexts.look

type Props = { bot: Bot; saved: WebChannel; onSaved: (saved: WebChannel) => void }

/** The bot's picture, as customers see it beside its messages. */
export function BotPicture({ bot, saved, onSaved }: Props) {
  const { avatarUrl } = saved.theme
  const { addPicture: add, changePicture: change, removePicture: remove } = texts
  const { pictureFile: file, pictureHelp: help, pictureBroken: broken } = texts
  return (
    <PictureField
      isThere={avatarUrl !== null}
      texts={{ add, change, remove, file, help, broken, failed: shared.problem.notSaved }}
      set={(picture) => setBotPicture(bot.id, picture)}
      remove={() => removeBotPicture(bot.id)}
      onChanged={onSaved}
    >
      <span className="web-picture">{avatarUrl ? <img src={avatarUrl} alt="" /> : bot.name.slice(0, 1)}</span>
    </PictureField>
  )
}
