import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { cropPicture } from './crop-picture.ts'
import './picture-field.css'
import { ProblemNotice } from './problem-notice.tsx'

type Texts = { add: string; change: string; remove: string; file: string; help: string; failed: string; broken: string }
type Props<Changed> = {
  /** The picture as it is now, drawn. */
  children: ReactNode
  isThere: boolean
  texts: Texts
  set: (picture: Blob) => Promise<Changed>
  remove: () => Promise<Changed>
  onChanged: (changed: Changed) => void
}

/** Somebody's picture: chosen, cropped to its middle square here, and saved at once. */
export function PictureField<Changed>({ children, isThere, texts, set, remove, onChanged }: Props<Changed>) {
  const input = useRef<HTMLInputElement>(null)
  const setting = useMutation({
    mutationFn: async (file: File) => set(await cropped(file, texts)),
    onSuccess: onChanged,
  })
  const removing = useMutation({ mutationFn: remove, onSuccess: onChanged })
  const failed = setting.error ?? removing.error
  return (
    <div className="stack stack_tight">
      <div className="line line_wrap picture-field">
        {children}
        <div className="stack stack_tight">
          <div className="line line_wrap">
            <Button variant="default" loading={setting.isPending} onClick={() => input.current?.click()}>
              {isThere ? texts.change : texts.add}
            </Button>
            {isThere && (
              <Button
                variant="subtle"
                color="gray"
                className="quiet"
                loading={removing.isPending}
                onClick={() => removing.mutate()}
              >
                {texts.remove}
              </Button>
            )}
          </div>
          <p className="small soft">{texts.help}</p>
        </div>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif"
          aria-label={texts.file}
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) setting.mutate(file)
          }}
        />
      </div>
      {failed && <ProblemNotice error={failed} title={texts.failed} />}
    </div>
  )
}

async function cropped(file: File, { broken }: Texts): Promise<Blob> {
  const picture = await cropPicture(file)
  if (picture === null) throw new Error(broken)
  return picture
}
