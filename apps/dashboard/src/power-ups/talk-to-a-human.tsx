import type { Bot, TalkToAHuman as PowerUp } from '@baton/protocol'
import { Button, Skeleton, Switch, TagsInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconArrowLeft, IconHandStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { useBot, useChangeBot } from '../bots/use-bot.ts'
import { botTexts } from '../texts/bots.ts'
import { shared } from '../texts/shared.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Callout } from '../ui/callout.tsx'
import { Empty } from '../ui/empty.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { InstantSwitch } from '../ui/instant-switch.tsx'
import { LeaveGuard } from '../ui/leave-guard.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SaveBar } from '../ui/save-bar.tsx'
import { notifyProblem, toNotifyEmails } from './notify-emails.ts'
import { RemovePowerUp } from './remove-power-up.tsx'
import { useTalkToAHuman } from './use-talk-to-a-human.ts'

const texts = botTexts.human

/** The settings of Talk to a Human. */
export function TalkToAHuman() {
  const bot = useBot()
  const human = useTalkToAHuman(bot)
  const { powerUps, powerUp } = human
  return (
    <div className="stack">
      <Link to=".." relative="path" className="bot-head__back small">
        <IconArrowLeft size={16} aria-hidden="true" /> {texts.back}
      </Link>
      {powerUps.isError && !powerUps.data && (
        <ProblemNotice error={powerUps.error} retry={() => void powerUps.refetch()} />
      )}
      {powerUps.isPending && (
        <AfterDelay>
          <Skeleton height={64} mb="md" />
          <Skeleton height={64} />
        </AfterDelay>
      )}
      {powerUps.data && !powerUp && <NotAdded add={() => human.put({ enabled: true })} />}
      {powerUp && <Settings bot={bot} powerUp={powerUp} human={human} />}
    </div>
  )
}

function NotAdded({ add }: { add: () => Promise<unknown> }) {
  const adding = useMutation({ mutationFn: add })
  return (
    <Empty
      icon={<IconHandStop size={20} />}
      title={texts.notAdded.title}
      detail={adding.isError ? adding.error.message : texts.notAdded.detail}
      action={
        <Button loading={adding.isPending} onClick={() => adding.mutate()}>
          {shared.add}
        </Button>
      }
    />
  )
}

type SettingsProps = { bot: Bot; powerUp: PowerUp; human: ReturnType<typeof useTalkToAHuman> }

function Settings({ bot, powerUp, human }: SettingsProps) {
  return (
    <Section title={botTexts.powerUps.talkToAHuman} help={botTexts.powerUps.talkToAHumanHelp}>
      {!bot.humanTakeover && <EnableTakeover bot={bot} />}
      <InstantSwitch
        label={texts.enabled}
        help={texts.enabledHelp}
        checked={powerUp.enabled}
        save={(enabled) => human.put({ enabled })}
      />
      <NotifySettings powerUp={powerUp} human={human} />
      <RemovePowerUp remove={human.remove} />
    </Section>
  )
}

function EnableTakeover({ bot }: { bot: Bot }) {
  const change = useChangeBot(bot.id)
  const enabling = useMutation({ mutationFn: () => change({ humanTakeover: true }) })
  return (
    <>
      <Callout
        title={texts.calloutTitle}
        actions={
          <>
            <Button loading={enabling.isPending} onClick={() => enabling.mutate()}>
              {texts.enableNow}
            </Button>
            <Button component={Link} to="../settings" relative="route" variant="subtle">
              {texts.goToSettings}
            </Button>
          </>
        }
      >
        {texts.callout}
      </Callout>
      {enabling.isError && <ProblemNotice error={enabling.error} title={shared.problem.notSaved} />}
    </>
  )
}

function NotifySettings({ powerUp, human }: Omit<SettingsProps, 'bot'>) {
  const { manageNotifyEmails } = useMe().can
  const [savedAt, setSavedAt] = useState(0)
  const valuesOf = (one: PowerUp) => ({ notifyEmails: one.notifyEmails ?? [], emailRequired: one.emailRequired })
  const form = useForm({ initialValues: valuesOf(powerUp), validate: { notifyEmails: notifyProblem } })
  const saving = useMutation({
    mutationFn: ({ notifyEmails, emailRequired }: typeof form.values) =>
      human.put({ emailRequired, ...(manageNotifyEmails ? { notifyEmails: toNotifyEmails(notifyEmails) } : {}) }),
    onSuccess: (saved) => {
      form.setInitialValues(valuesOf(saved))
      form.setValues(valuesOf(saved))
      form.resetDirty(valuesOf(saved))
      setSavedAt(Date.now())
    },
  })
  const changed = form.isDirty()
  return (
    <form
      className="stack stack_wide"
      noValidate
      onSubmit={form.onSubmit((values) => saving.mutate(values), focusFirstWrong)}
    >
      <TagsInput
        label={texts.notify}
        description={manageNotifyEmails ? texts.notifyHelp : texts.notifyLocked}
        placeholder={
          form.values.notifyEmails.length === 0 ? texts.notifyOwner : manageNotifyEmails ? texts.notifyPlaceholder : ''
        }
        disabled={!manageNotifyEmails}
        acceptValueOnBlur
        splitChars={[',', ';', ' ']}
        type="email"
        {...form.getInputProps('notifyEmails')}
      />
      <Switch
        label={texts.emailRequired}
        description={texts.emailRequiredHelp}
        {...form.getInputProps('emailRequired', { type: 'checkbox' })}
      />
      <SaveBar
        changed={changed}
        saving={saving.isPending}
        savedAt={savedAt}
        error={saving.error}
        onDiscard={() => form.reset()}
      />
      <LeaveGuard changed={changed} />
    </form>
  )
}
