import type { Bot, WebChannel } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { cropPicture } from '../account/crop-picture.ts'
import { removeBotPicture, setBotPicture } from '../api/web-channel.ts'
import { shared } from '../texts/shared.ts'
import { webTexts } from '../texts/web-channel.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = webTexts.look

type Props = { bot: Bot; saved: WebChannel; onSaved: (saved: WebChannel) => void }

/** The bot's picture: chosen, cropped here, and saved at once. */
export function BotPicture({ bot, saved, onSaved }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const { avatarUrl } = saved.theme
  const setting = useMutation({ mutationFn: (file: File) => send(bot.id, file), onSuccess: onSaved })
  const removing = useMutation({ mutationFn: () => removeBotPicture(bot.id), onSuccess: onSaved })
  const failed = setting.error ?? removing.error
  return (
    <div className="stack stack_tight">
      <div className="line line_wrap">
        <span className="web-picture">{avatarUrl ? <img src={avatarUrl} alt="" /> : bot.name.slice(0, 1)}</span>
        <div className="stack stack_tight">
          <div className="line line_wrap">
            <Button variant="default" loading={setting.isPending} onClick={() => input.current?.click()}>
              {avatarUrl ? texts.changePicture : texts.addPicture}
            </Button>
            {avatarUrl && (
              <Button variant="subtle" color="gray" loading={removing.isPending} onClick={() => removing.mutate()}>
                {texts.removePicture}
              </Button>
            )}
          </div>
          <p className="small soft">{texts.pictureHelp}</p>
        </div>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif"
          aria-label={texts.pictureFile}
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) setting.mutate(file)
          }}
        />
      </div>
      {failed && <ProblemNotice error={failed} title={shared.problem.notSaved} />}
    </div>
  )
}

async function send(botId: string, file: File): Promise<WebChannel> {
  const picture = await cropPicture(file)
  if (picture === null) throw new Error(texts.pictureBroken)
  return setBotPicture(botId, picture)
}
