import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { botTexts } from '../texts/bots.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Section } from '../ui/page.tsx'
import { useBot } from './use-bot.ts'

const texts = botTexts.web

/** Where customers meet the bot. */
export function WebChannel() {
  const bot = useBot()
  const url = `${location.origin}/b/${encodeURIComponent(bot.id)}`
  return (
    <Section title={texts.title} help={texts.lead}>
      <CopyField label={texts.direct} description={texts.directHelp} value={url}>
        <Button
          component="a"
          href={url}
          target="_blank"
          rel="noopener"
          variant="default"
          rightSection={<IconExternalLink size={16} />}
        >
          {texts.open}
        </Button>
      </CopyField>
    </Section>
  )
}
