import type { FoundPassage } from '@baton/protocol'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { tryQuestion } from '../api/knowledge.ts'
import { useBot } from '../bots/use-bot.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = knowledgeTexts.ask

/** Shows which passages the bot would find for a question, and how well they match. */
export function TryQuestion() {
  const bot = useBot()
  const [question, setQuestion] = useState('')
  const trying = useMutation({ mutationFn: (q: string) => tryQuestion(bot.id, q) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (question.trim() !== '') trying.mutate(question.trim())
  }
  const clear = () => {
    setQuestion('')
    trying.reset()
  }
  return (
    <section className="ask stack stack_tight" aria-labelledby="try-a-question">
      <div>
        <h2 id="try-a-question" className="ask__title">
          {texts.title}
        </h2>
        <p className="small soft">{texts.help}</p>
      </div>
      <form className="line" onSubmit={submit}>
        <TextInput
          className="grow"
          aria-label={texts.label}
          placeholder={texts.label}
          maxLength={1_000}
          value={question}
          onChange={({ currentTarget }) => setQuestion(currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={trying.isPending}>
          {texts.action}
        </Button>
      </form>
      {trying.isError && <ProblemNotice error={trying.error} retry={() => trying.mutate(question.trim())} />}
      {trying.data && (
        <>
          <div className="line line_apart">
            <p className="small soft" role="status">
              {trying.data.items.length === 0 ? texts.nothing : texts.found(trying.data.items.length)}
            </p>
            <Button variant="subtle" className="quiet" size="compact-sm" onClick={clear}>
              {texts.clear}
            </Button>
          </div>
          {trying.data.items.length > 0 && (
            <ol className="ask__found">
              {trying.data.items.map((passage) => (
                <Found key={`${passage.knowledgeId}:${passage.text}`} passage={passage} />
              ))}
            </ol>
          )}
        </>
      )}
    </section>
  )
}

function Found({ passage: { knowledgeId, title, text, score, enough } }: { passage: FoundPassage }) {
  return (
    <li className="ask__passage">
      <div className="line line_apart">
        <Link to={knowledgeId} className="clip strong">
          {title}
        </Link>
        <span className={`small figures ask__score ${enough ? '' : 'soft'}`}>
          <span className="ask__bar" aria-hidden="true">
            <span style={{ width: `${Math.round(score * 100)}%` }} />
          </span>
          {texts.score(score)}
          {!enough && `, ${texts.weak}`}
        </span>
      </div>
      <p className="ask__text small">{text}</p>
    </li>
  )
}
