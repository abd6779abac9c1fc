import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { webTexts } from '../texts/web-channel.ts'
import { Section } from '../ui/page.tsx'
import type { WebForm } from './web-form.ts'
import './web-channel.css'

const texts = webTexts.preview

type Look = Pick<WebForm, 'scheme' | 'colour' | 'position' | 'launcherLabel' | 'launcherIcon' | 'suggestedQuestions'>
/** The demo page is of this origin: its `window.baton` is called from here. */
type WithBaton = { baton?: { push: (call: [string, unknown]) => void } }

/** The real widget on the demo page, wearing what the form says. `saved` changes with every save and loads it anew. */
export function PreviewFrame({ botId, look, saved }: { botId: string; look: Look; saved: number }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [round, setRound] = useState(0)
  const { scheme, colour, position, launcherLabel, launcherIcon, suggestedQuestions } = look
  const wear = () => {
    const page = frame.current?.contentWindow as (Window & WithBaton) | null | undefined
    const draft = { suggestedQuestions }
    const theme = { theme: scheme, colours: { primary: colour }, position, launcherLabel, launcherIcon, draft }
    if (page) {
      page.baton ??= [] as never
      page.baton.push(['extendTheme', theme])
    }
  }
  useEffect(wear, [scheme, colour, position, launcherLabel, launcherIcon, suggestedQuestions])
  return (
    <Section title={texts.title} help={texts.help}>
      <iframe
        key={`${saved} ${round}`}
        ref={frame}
        className="web-preview"
        title={texts.frame}
        src={`/demo/${encodeURIComponent(botId)}`}
        onLoad={wear}
      />
      <div>
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => setRound(round + 1)}>
          {texts.anew}
        </Button>
      </div>
    </Section>
  )
}
