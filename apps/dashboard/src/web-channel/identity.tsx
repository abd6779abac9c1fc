import type { Bot, WebChannel } from '@baton/protocol'
import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteIdentitySecret, makeIdentitySecret } from '../api/web-channel.ts'
import { shared } from '../texts/shared.ts'
import { webTexts } from '../texts/web-channel.ts'
import { Callout } from '../ui/callout.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { exactTime } from '../ui/time.ts'
import { CodeBlock } from './code-block.tsx'
import { signing } from './snippets.ts'

const texts = webTexts.identity

type Props = { bot: Bot; saved: WebChannel; onChanged: (identity: WebChannel['identity']) => void }

/** The secret by which a site proves who its customers are: made, rotated, deleted, and seen once. */
export function Identity({ bot, saved, onChanged }: Props) {
  const [asking, setAsking] = useState<'rotate' | 'delete' | null>(null)
  const { secretMadeAt } = saved.identity
  const making = useMutation({
    mutationFn: () => makeIdentitySecret(bot.id),
    onSuccess: ({ madeAt }) => {
      setAsking(null)
      onChanged({ secretMadeAt: madeAt })
    },
  })
  const deleting = useMutation({
    mutationFn: () => deleteIdentitySecret(bot.id),
    onSuccess: () => {
      setAsking(null)
      making.reset()
      onChanged({ secretMadeAt: null })
    },
  })
  const failed = making.error ?? deleting.error
  return (
    <Section title={texts.title} help={texts.help}>
      {making.data && <Once secret={making.data.secret} onStored={() => making.reset()} />}
      <p className="soft">{secretMadeAt === null ? texts.none : `${texts.madeAt} ${exactTime(secretMadeAt)}.`}</p>
      <div className="line line_wrap">
        <Button
          variant="default"
          leftSection={<IconKey size={16} />}
          loading={making.isPending}
          onClick={() => (secretMadeAt === null ? making.mutate() : setAsking('rotate'))}
        >
          {secretMadeAt === null ? texts.make : texts.rotate}
        </Button>
        {secretMadeAt !== null && (
          <Button variant="subtle" color="danger" onClick={() => setAsking('delete')}>
            {texts.delete}
          </Button>
        )}
      </div>
      {failed && asking === null && <ProblemNotice error={failed} title={shared.problem.notSaved} />}
      <CodeBlock label={texts.code} code={signing(bot.id)} />
      <Confirm
        opened={asking !== null}
        title={asking === 'delete' ? texts.deleteTitle : texts.rotateTitle}
        action={asking === 'delete' ? texts.delete : texts.rotate}
        danger={asking === 'delete'}
        pending={making.isPending || deleting.isPending}
        onConfirm={() => (asking === 'delete' ? deleting.mutate() : making.mutate())}
        onCancel={() => setAsking(null)}
      >
        <div className="stack">
          <p>{asking === 'delete' ? texts.deleteDetail : texts.rotateDetail}</p>
          {failed && <ProblemNotice error={failed} title={shared.problem.notSaved} />}
        </div>
      </Confirm>
    </Section>
  )
}

function Once({ secret, onStored }: { secret: string; onStored: () => void }) {
  return (
    <Callout
      title={texts.onceTitle}
      actions={
        <Button variant="default" onClick={onStored}>
          {texts.stored}
        </Button>
      }
    >
      <div className="stack stack_tight">
        <p>{texts.once}</p>
        <CopyField label={texts.secret} value={secret} />
      </div>
    </Callout>
  )
}
