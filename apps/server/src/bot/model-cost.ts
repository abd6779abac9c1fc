import type { Use } from '../store/model-usage.ts'
import type { HostedModel } from './model-provider.ts'

/** What these tokens cost, in millionths of the currency; a price is for a million tokens. */
export function costOf({ price }: HostedModel, inputTokens: number, outputTokens: number): Use {
  const cost = price === undefined ? null : Math.round(inputTokens * price.input + outputTokens * price.output)
  return { inputTokens, outputTokens, cost }
}

/** Roughly how many tokens a text has, for calls that end before the provider has said so. */
export function roughTokens(characters: number): number {
  return Math.ceil(characters / 4)
}
