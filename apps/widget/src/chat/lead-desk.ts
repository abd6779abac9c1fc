import type { Answer } from '../wire/call.ts'
import { standingOffer } from './ask.ts'
import type { HumanDeskPorts } from './human-desk.ts'
import { type Lead, type LeadField, leadFields, missingField } from './lead.ts'

/** Leaving one's details, and declining to. */
export class LeadDesk {
  readonly #ports: HumanDeskPorts

  constructor(ports: HumanDeskPorts) {
    this.#ports = ports
  }

  type = (field: LeadField, text: string): void => this.#change({ [field]: text, problem: null })

  decline = (): void => {
    const { transcript } = this.#ports.holder.get()
    this.#change({ problem: null, busy: false, answered: standingOffer(transcript, 'collect_a_lead') })
  }

  /** Resolves when the server has answered; what was wrong is in `lead.problem` then, beside what was typed. */
  async submit(): Promise<void> {
    const { lead, bot } = this.#ports.holder.get()
    if (lead.busy || bot.lead === null) return
    const field = missingField(lead, bot.lead)
    if (field !== null) return this.#change({ problem: { field, code: `${field}_missing` } })
    this.#change({ busy: true, problem: null })
    const answer = await this.#send()
    if (answer.kind === 'ok') return this.decline()
    const code = answer.kind === 'no' ? answer.code : 'unreachable'
    this.#change({ busy: false, problem: { field: code === 'email_invalid' ? 'email' : null, code } })
  }

  async #send(): Promise<Answer<unknown>> {
    const { api, holder, following, reachConversation, ended } = this.#ports
    const { lead, bot } = holder.get()
    const asked = leadFields.filter((field) => bot.lead?.[field] !== 'off' && lead[field].trim() !== '')
    const access = await reachConversation()
    if (access.kind !== 'ok') return access
    const body = Object.fromEntries(asked.map((field) => [field, lead[field].trim()]))
    const answer = await api.lead(access.value, body)
    if (answer.kind === 'ok') following.adopt(answer.value)
    if (answer.kind === 'no' && answer.status === 401) ended(access.value)
    return answer
  }

  #change(changes: Partial<Lead>): void {
    const { lead } = this.#ports.holder.get()
    this.#ports.holder.patch({ lead: { ...lead, ...changes } })
  }
}
