import type { HostedModel } from './model-provider.ts'

const ROOM = 3_000

/** Names of models that think before they speak. What is missing here shows itself when it is first called. */
const names =
  /(?:^|[/:_-])(?:o[1-9](?!\d)|gpt-[5-9]|gpt-oss|r1|qwq|qwen-?3|magistral|grok-(?:3-mini|[4-9])|glm-4\.[5-9]|glm-[5-9]|gemini-(?:2\.5|[3-9]))|deepseek-r|think|reason/i

/** Names whose template opens the thought, so that servers send only the end of it. */
const opensItself = /(?:^|[/:_-])(?:r1|qwq)(?![a-z])|deepseek-r|think/i

/** For the team. */
export const USED_UP =
  'The model used up its answer length, in tokens, before it said anything: it thinks first. Try again, or give it a longer answer length.'

const MOST_SEEN = 1_000
const seen = new Set<string>()
const keyOf = ({ baseUrl, provider, name }: HostedModel) => JSON.stringify([provider, baseUrl ?? '', name])

/** Remembers that this model was seen thinking. */
export function sawThinking(model: HostedModel): void {
  if (seen.size < MOST_SEEN) seen.add(keyOf(model))
}

/** The tokens to ask for beside those of the answer: thoughts are counted with it. */
export function roomToThink(model: HostedModel): number {
  return names.test(model.name) || seen.has(keyOf(model)) ? ROOM : 0
}

/** Whether its server may send the end of a thought without its beginning. */
export function startsThinking(model: HostedModel): boolean {
  return model.provider === 'openai-compatible' && opensItself.test(model.name)
}
