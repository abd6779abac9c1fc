import type { Form } from '@baton/protocol'
import { makeClientId } from '../keep/random-ids.ts'
import { language } from '../texts/texts.ts'
import type { Answer } from '../wire/call.ts'
import { createPatience } from '../wire/patience.ts'
import { type FormProblem, type FormState, missingField, openOffer, shownForm } from './form.ts'
import type { HumanDeskPorts } from './human-desk.ts'

/** Fetching the form that the bot offers, filling it in, and declining to. */
export class FormDesk {
  readonly #ports: HumanDeskPorts
  readonly #patience = createPatience()
  /** The offer whose form was asked for last. */
  #asked = ''
  /** Of what is sent: the same until the server has answered for it. */
  #clientId = makeClientId()

  constructor(ports: HumanDeskPorts) {
    this.#ports = ports
  }

  /** To be called on every change: fetches the form of an offer that is new. */
  look = (): void => {
    const { form, transcript, bot } = this.#ports.holder.get()
    const offer = openOffer(form, transcript)
    const asked = `${transcript?.view.id} ${offer?.seq}`
    if (offer === null || asked === this.#asked) return
    this.#asked = asked
    void this.#fetch(bot.id, offer, asked)
  }

  type = (name: string, text: string): void => {
    const { values } = this.#ports.holder.get().form
    this.#change({ values: { ...values, [name]: text }, problem: null })
  }

  decline = (): void => {
    const { form, transcript } = this.#ports.holder.get()
    this.#change({ problem: null, busy: false, answered: openOffer(form, transcript)?.seq ?? form.answered })
  }

  /** The network or the customer is back. */
  wake(): void {
    this.#patience.cut()
  }

  /** Resolves when the server has answered; what was wrong is in `form.problem` then, beside what was typed. */
  async submit(): Promise<void> {
    const { form: state, transcript } = this.#ports.holder.get()
    const form = shownForm(state, transcript)
    if (form === null || state.busy) return
    const field = missingField(state, form)
    if (field !== null) return this.#change({ problem: { field, code: codeOfMissing(form, field) } })
    this.#change({ busy: true, problem: null })
    const answer = await this.#send(form)
    if (answer.kind === 'ok') {
      this.#clientId = makeClientId()
      this.#change({ values: {} })
      return this.decline()
    }
    this.#change({ busy: false, problem: problemOf(form, answer) })
  }

  async #fetch(botId: string, { seq, powerUp }: { seq: number; powerUp: string }, asked: string): Promise<void> {
    const answer = await this.#patience.untilAnswered(
      () => this.#ports.api.form(botId, powerUp, language),
      () => {},
    )
    if (asked !== this.#asked) return
    // A bot that has lost the power-up since shows no form for it.
    this.#change({ form: answer.kind === 'ok' ? answer.value : null, offer: seq, problem: null })
  }

  async #send({ powerUp, fields }: Form): Promise<Answer<unknown>> {
    const { api, holder, following, reachConversation, ended } = this.#ports
    const { values } = holder.get().form
    const access = await reachConversation()
    if (access.kind !== 'ok') return access
    const filled = fields.map(({ name }) => [name, (values[name] ?? '').trim()]).filter(([, value]) => value !== '')
    const body = { clientId: this.#clientId, fields: Object.fromEntries(filled) }
    const answer = await api.answerForm(access.value, powerUp, body)
    if (answer.kind === 'ok') following.adopt(answer.value)
    if (answer.kind === 'no' && answer.status === 401) ended(access.value)
    return answer
  }

  #change(changes: Partial<FormState>): void {
    const { form } = this.#ports.holder.get()
    this.#ports.holder.patch({ form: { ...form, ...changes } })
  }
}

function codeOfMissing({ fields }: Form, name: string): string {
  return fields.find((field) => field.name === name)?.kind === 'email' ? 'email_missing' : 'field_missing'
}

function problemOf({ fields }: Form, answer: Answer<unknown>): FormProblem {
  if (answer.kind !== 'no') return { field: null, code: 'unreachable' }
  const { code } = answer
  const first = code === 'email_invalid' ? fields.find(({ kind }) => kind === 'email') : undefined
  return { field: first?.name ?? null, code }
}
