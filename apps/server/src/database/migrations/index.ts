import type { Migration } from 'kysely/migration'
import { credentials } from './0001-credentials.ts'
import { baton } from './0002-baton.ts'
import { webhookCare } from './0003-webhook-care.ts'
import { models } from './0004-models.ts'
import { knowledgeSources } from './0005-knowledge-sources.ts'
import { knowledgeVectors } from './0005b-knowledge-vectors.ts'
import { webChannel } from './0006-web-channel.ts'
import { inbox } from './0008-inbox.ts'
import { memberPreferences } from './0009-member-preferences.ts'
import { avatars } from './0009b-avatars.ts'
import { outboxByTeam } from './0010-outbox-by-team.ts'
import { mailCounts } from './0010b-mail-counts.ts'
import { claimsByTime } from './0011-claims-by-time.ts'
import { outboxShares } from './0012-outbox-shares.ts'
import { usedCodes } from './0013-used-codes.ts'
import { botErrorsByBot } from './0013b-bot-errors-by-bot.ts'
import { mailedLinks } from './0014-mailed-links.ts'
import { endedCustomerTokens } from './0015-ended-customer-tokens.ts'

/** In order of their names. Once landed, a migration is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-credentials': credentials,
  '0002-baton': baton,
  '0003-webhook-care': webhookCare,
  '0004-models': models,
  '0005-knowledge-sources': knowledgeSources,
  '0005b-knowledge-vectors': knowledgeVectors,
  '0006-web-channel': webChannel,
  '0008-inbox': inbox,
  '0009-member-preferences': memberPreferences,
  '0009b-avatars': avatars,
  '0010-outbox-by-team': outboxByTeam,
  '0010b-mail-counts': mailCounts,
  '0011-claims-by-time': claimsByTime,
  '0012-outbox-shares': outboxShares,
  '0013-used-codes': usedCodes,
  '0013b-bot-errors-by-bot': botErrorsByBot,
  '0014-mailed-links': mailedLinks,
  '0015-ended-customer-tokens': endedCustomerTokens,
}
