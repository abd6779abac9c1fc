import { texts } from '../texts/texts.ts'

/** Questions to begin with. */
export function Suggestions({ questions, send }: { questions: readonly string[]; send: (question: string) => void }) {
  if (questions.length === 0) return null
  return (
    <section class="suggestions" aria-label={texts.suggested}>
      {questions.map((question) => (
        <button key={question} type="button" class="button chip" dir="auto" onClick={() => send(question)}>
          {question}
        </button>
      ))}
    </section>
  )
}
