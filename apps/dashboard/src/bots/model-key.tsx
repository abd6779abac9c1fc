import type { Model } from '@baton/protocol'
import { Button, PasswordInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { modelTexts } from '../texts/models.ts'
import { shared } from '../texts/shared.ts'
import type { BotForm } from './bot-form.ts'
import { storedKey } from './model-form.ts'

const texts = modelTexts.key
type Props = { saved: Model; form: UseFormReturnType<BotForm> }

/** The key of the provider: written, replaced, removed, never read. */
export function ModelKey({ saved, form }: Props) {
  const [replacing, setReplacing] = useState(false)
  const stored = storedKey(saved, form.values.model)
  const { removeKey, apiKey } = form.values.model
  if (stored !== 'set') return <NewKey form={form} help={stored === 'elsewhere' ? texts.elsewhere : texts.newHelp} />
  if (removeKey) return <Removing keep={() => form.setFieldValue('model.removeKey', false)} />
  if (replacing || apiKey !== '') {
    const cancel = () => {
      form.setFieldValue('model.apiKey', '')
      setReplacing(false)
    }
    return <NewKey form={form} help={texts.replaceHelp} cancel={cancel} />
  }
  return (
    <div className="model-key">
      <IconKey size={18} stroke={1.6} aria-hidden="true" />
      <div className="grow">
        <p className="strong">{texts.set}</p>
        <p className="small soft">{texts.setHelp}</p>
      </div>
      <div className="line">
        <Button variant="default" onClick={() => setReplacing(true)}>
          {texts.replace}
        </Button>
        <Button variant="subtle" color="danger" onClick={() => form.setFieldValue('model.removeKey', true)}>
          {texts.remove}
        </Button>
      </div>
    </div>
  )
}

function NewKey({ form, help, cancel }: { form: Props['form']; help: string; cancel?: () => void }) {
  return (
    <div className="model-key__new">
      <PasswordInput
        className="grow"
        label={texts.label}
        description={help}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        {...form.getInputProps('model.apiKey')}
      />
      {cancel && (
        <Button variant="default" onClick={cancel}>
          {shared.cancel}
        </Button>
      )}
    </div>
  )
}

function Removing({ keep }: { keep: () => void }) {
  return (
    <div className="model-key">
      <IconKey size={18} stroke={1.6} aria-hidden="true" />
      <p className="grow" role="status">
        {texts.removing}
      </p>
      <Button variant="default" onClick={keep}>
        {texts.keep}
      </Button>
    </div>
  )
}
