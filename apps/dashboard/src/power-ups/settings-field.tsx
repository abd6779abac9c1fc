import { NumberInput, Select, Switch, TagsInput, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import { type FieldWords, powerUpTexts as texts } from '../texts/power-ups.ts'
import type { SettingsField } from './settings-fields.ts'
import type { SettingsValues } from './settings-values.ts'

type Props = {
  kind: string
  field: SettingsField
  values: SettingsValues
  errors: Record<string, ReactNode>
  locked: (path: string) => boolean
  onChange: (path: string, value: unknown) => void
}

/** One setting of a power-up, or a group of them, with our words for it or, where we have none, the catalogue's. */
export function Field(props: Props) {
  const { kind, field, values, errors, locked, onChange } = props
  const { path, draw } = field
  const words = wordsOf(kind, field)
  const label = { label: words.label, ...(words.help && { description: words.help }), error: errors[path] }
  const change = (value: unknown) => onChange(path, value)
  switch (draw.as) {
    case 'group':
      return <Group {...props} fields={draw.fields} words={words} />
    case 'switch':
      return (
        <Switch {...label} checked={values[path] === true} onChange={(event) => change(event.currentTarget.checked)} />
      )
    case 'choice': {
      const data = draw.options.map((value) => ({ value, label: words.choices?.[value] ?? sentence(value) }))
      return <Select {...label} data={data} value={textOf(values[path])} allowDeselect={false} onChange={change} />
    }
    case 'number': {
      const { whole, ...limits } = draw
      const value = values[path]
      return (
        <NumberInput
          {...label}
          {...limits}
          allowDecimal={!whole}
          value={typeof value === 'number' ? value : ''}
          onChange={change}
        />
      )
    }
    case 'text':
      return (
        <Textarea
          {...label}
          autosize
          maxRows={12}
          maxLength={draw.longest}
          value={textOf(values[path])}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )
    case 'addresses':
    case 'words':
      return (
        <List
          {...label}
          words={words}
          path={path}
          draw={draw}
          values={values}
          locked={locked(path)}
          onChange={change}
        />
      )
  }
}

function Group({ fields, words, ...props }: Props & { fields: SettingsField[]; words: FieldWords }) {
  return (
    <fieldset className="power-up__group">
      <legend className="strong">{words.label}</legend>
      {words.help && <p className="small soft">{words.help}</p>}
      <div className="power-up__fields">
        {fields.map((field) => (
          <Field key={field.path} {...props} field={field} />
        ))}
      </div>
    </fieldset>
  )
}

type ListProps = {
  label: string
  description?: string
  error: ReactNode
  words: FieldWords
  path: string
  draw: { as: 'addresses' | 'words' }
  values: SettingsValues
  locked: boolean
  onChange: (value: string[]) => void
}

function List({ words, path, draw, values, locked, onChange, ...label }: ListProps) {
  const list = Array.isArray(values[path]) ? values[path].map(String) : []
  const addresses = draw.as === 'addresses'
  const more = addresses ? texts.address : ''
  return (
    <TagsInput
      {...label}
      {...(locked && { description: texts.addressesLocked })}
      placeholder={list.length === 0 ? (words.placeholder ?? more) : locked ? '' : more}
      disabled={locked}
      acceptValueOnBlur
      splitChars={addresses ? [',', ';', ' '] : [',', ';']}
      type={addresses ? 'email' : 'text'}
      value={list}
      onChange={onChange}
    />
  )
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function wordsOf(kind: string, { path, help }: SettingsField): FieldWords {
  const known = texts.fields[kind]?.[path]
  return known ?? { label: sentence(path.split('.').at(-1) ?? path), ...(help && { help }) }
}

/** `askForName`, `ask_for_name` → “Ask for name”. */
function sentence(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
