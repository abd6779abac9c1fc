import { ColorInput, Radio, Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { webTexts } from '../texts/web-channel.ts'
import { Section } from '../ui/page.tsx'
import { faintOn, textOn } from './contrast.ts'
import type { WebForm } from './web-form.ts'

const texts = webTexts.look

/** How the button and the chat look. */
export function LookFields({ form, picture }: { form: UseFormReturnType<WebForm>; picture: ReactNode }) {
  return (
    <Section title={texts.title} help={texts.help}>
      {picture}
      <div className="settings__pair">
        <ColorInput
          label={texts.colour}
          description={texts.colourHelp}
          format="hex"
          withEyeDropper={false}
          swatches={['#1f5f5b', '#2f5bd3', '#6d3bc4', '#b3305e', '#a8480c', '#2b7f52', '#25221e']}
          swatchesPerRow={7}
          {...form.getInputProps('colour')}
        />
        <TextInput
          label={texts.launcherLabel}
          description={texts.launcherLabelHelp}
          maxLength={40}
          {...form.getInputProps('launcherLabel')}
        />
      </div>
      <Readability colour={form.values.colour} />
      <div className="settings__pair">
        <Select
          label={texts.scheme}
          allowDeselect={false}
          data={options(texts.schemes)}
          {...form.getInputProps('scheme')}
        />
        <Select
          label={texts.icon}
          allowDeselect={false}
          data={options(texts.icons)}
          {...form.getInputProps('launcherIcon')}
        />
      </div>
      <Radio.Group label={texts.position} {...form.getInputProps('position')}>
        <div className="line" style={{ marginTop: 'var(--s3)', gap: 'var(--s6)' }}>
          <Radio value="right" label={texts.positions.right} />
          <Radio value="left" label={texts.positions.left} />
        </div>
      </Radio.Group>
    </Section>
  )
}

/** Whether words on the colour can be read, and the button seen. */
function Readability({ colour }: { colour: string }) {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null
  const { text, ratio } = textOn(colour)
  const faint = faintOn(colour).map((ground) => texts.faint(texts.grounds[ground]))
  const said = texts.readable(ratio.toFixed(1), text === 'black' ? texts.black : texts.white)
  return (
    <p className="small soft" role="status">
      {[said, ...faint].join(' ')}
    </p>
  )
}

function options(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
