import type { App } from './app.ts'
import type { ChannelRouteDeps } from './channel-conversations.ts'
import { channelFormRoutes } from './channel-form-routes.ts'
import { channelIdentifyRoute } from './channel-identify-route.ts'
import { channelMailedLinkRoute } from './channel-mailed-link-route.ts'
import { channelReadRoutes } from './channel-read-routes.ts'
import { channelSignOutRoute } from './channel-sign-out-route.ts'
import { channelStartRoutes } from './channel-start-routes.ts'
import { channelWriteRoutes } from './channel-write-routes.ts'

/** The web channel over HTTP. */
export function channelRoutes(app: App, deps: ChannelRouteDeps) {
  channelStartRoutes(app, deps)
  channelIdentifyRoute(app, deps)
  channelMailedLinkRoute(app, deps)
  channelSignOutRoute(app, deps)
  channelReadRoutes(app, deps)
  channelWriteRoutes(app, deps)
  channelFormRoutes(app, deps)
}
