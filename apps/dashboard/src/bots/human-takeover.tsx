import type { Bot } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { TALK_TO_A_HUMAN, useChangePowerUps } from '../power-ups/use-power-ups.ts'
import { botTexts as texts } from '../texts/bots.ts'
import { shared } from '../texts/shared.ts'
import { Callout } from '../ui/callout.tsx'
import { InstantSwitch } from '../ui/instant-switch.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useChangeBot } from './use-bot.ts'

const said = texts.takeover

/** The switch for human takeover; where its power-up is missing, the note that adds it without leaving the page. */
export function HumanTakeover({ bot, children }: { bot: Bot; children: ReactNode }) {
  const change = useChangeBot(bot.id)
  return (
    <Section title={said.title} help={said.help}>
      <InstantSwitch
        label={said.toggle}
        help={said.toggleHelp}
        checked={bot.humanTakeover}
        save={(humanTakeover) => change({ humanTakeover })}
      />
      {bot.humanTakeover && !bot.talkToAHuman && <AddPowerUp bot={bot} />}
      {bot.humanTakeover && children}
    </Section>
  )
}

function AddPowerUp({ bot }: { bot: Bot }) {
  const { put } = useChangePowerUps(bot)
  const adding = useMutation({
    mutationFn: () => put(TALK_TO_A_HUMAN, { enabled: true }),
  })
  return (
    <>
      <Callout
        title={said.calloutTitle}
        actions={
          <Button loading={adding.isPending} onClick={() => adding.mutate()}>
            {said.addPowerUp}
          </Button>
        }
      >
        {said.callout}
      </Callout>
      {adding.isError && <ProblemNotice error={adding.error} title={shared.problem.notSaved} />}
    </>
  )
}
