import type { AddedPowerUp, PowerUpInCatalogue } from '@baton/protocol'
import { Button } from '@mantine/core'
import { IconPuzzle, IconPuzzleOff } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { useBot } from '../bots/use-bot.ts'
import { powerUpTexts as texts } from '../texts/power-ups.ts'
import { shared } from '../texts/shared.ts'
import { Empty } from '../ui/empty.tsx'
import { InstantSwitch } from '../ui/instant-switch.tsx'
import { Section } from '../ui/page.tsx'
import { PartMissing, PartPage } from '../ui/part-page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { EnableTakeover } from './enable-takeover.tsx'
import { RemovePowerUp } from './remove-power-up.tsx'
import { SettingsForm } from './settings-form.tsx'
import { TALK_TO_A_HUMAN, useChangePowerUps, usePowerUps } from './use-power-ups.ts'

/** The settings of one power-up of the bot, drawn from what the catalogue says of them. */
export function PowerUpPage() {
  const { kind = '' } = useParams()
  const { catalogue, added, error, retry } = usePowerUps(useBot())
  const powerUp = catalogue?.find((one) => one.kind === kind)
  const given = added?.find((one) => one.kind === kind)
  const loaded = catalogue !== undefined && added !== undefined
  return (
    <PartPage back={texts.back} error={error} retry={retry} loading={!loaded} heights={[56, 64]}>
      {loaded && !powerUp && <PartMissing icon={<IconPuzzleOff size={20} />} words={texts.unknown} />}
      {loaded && powerUp && !given && <NotAdded powerUp={powerUp} />}
      {powerUp && given && <Settings key={kind} powerUp={powerUp} given={given} />}
    </PartPage>
  )
}

function Settings({ powerUp, given }: { powerUp: PowerUpInCatalogue; given: AddedPowerUp }) {
  const bot = useBot()
  const { put, remove } = useChangePowerUps(bot)
  const { kind, title, description } = powerUp
  const human = kind === TALK_TO_A_HUMAN
  return (
    <Section title={title} help={description}>
      {human && !bot.humanTakeover && <EnableTakeover bot={bot} />}
      <InstantSwitch
        label={texts.enabled}
        help={human ? texts.enabledHelpHuman : texts.enabledHelp(title)}
        checked={given.enabled}
        save={(enabled) => put(kind, { enabled })}
      />
      <SettingsForm powerUp={powerUp} given={given} save={(change) => put(kind, change)} />
      <RemovePowerUp powerUp={powerUp} remove={() => remove(kind)} />
    </Section>
  )
}

function NotAdded({ powerUp: { kind, title } }: { powerUp: PowerUpInCatalogue }) {
  const { put } = useChangePowerUps(useBot())
  const adding = useMutation({ mutationFn: () => put(kind, { enabled: true }) })
  return (
    <>
      <Empty
        icon={<IconPuzzle size={20} />}
        title={texts.notAdded.title}
        detail={texts.notAdded.detail(title)}
        action={
          <Button loading={adding.isPending} onClick={() => adding.mutate()}>
            {texts.addOne(title)}
          </Button>
        }
      />
      {adding.isError && <ProblemNotice error={adding.error} title={shared.problem.notSaved} />}
    </>
  )
}
