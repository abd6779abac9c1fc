import { createBrowserRouter, Navigate, Outlet } from 'react-router'
import { KeySheet } from './shell/key-sheet.tsx'
import { NotFound } from './shell/not-found.tsx'
import { RouteError } from './shell/route-error.tsx'
import { Shell } from './shell/shell.tsx'
import { Toasts } from './ui/toasts.tsx'

function Root() {
  return (
    <>
      <Outlet />
      <Toasts />
    </>
  )
}

function Member() {
  return (
    <>
      <Shell />
      <KeySheet />
    </>
  )
}

/** When what stands around every page breaks. */
const RootError = () => (
  <main>
    <RouteError />
  </main>
)

/** Every page and its address. Each page's code is loaded when it is opened. */
export const router = createBrowserRouter([
  {
    Component: Root,
    ErrorBoundary: RootError,
    HydrateFallback: () => null,
    children: [
      { path: '/sign-in', lazy: async () => ({ Component: (await import('./account/sign-in.tsx')).SignIn }) },
      {
        path: '/forgot-password',
        lazy: async () => ({ Component: (await import('./account/forgot-password.tsx')).ForgotPassword }),
      },
      {
        path: '/reset-password',
        lazy: async () => ({ Component: (await import('./account/reset-password.tsx')).ResetPassword }),
      },
      { path: '/set-up/:token', lazy: async () => ({ Component: (await import('./first-run/set-up.tsx')).SetUp }) },
      { path: '/invite/:token', lazy: async () => ({ Component: (await import('./first-run/accept.tsx')).Accept }) },
      {
        path: '/',
        Component: Member,
        children: [
          {
            ErrorBoundary: RouteError,
            children: [
              { index: true, element: <Navigate to="/conversations" replace /> },
              {
                path: 'conversations',
                lazy: async () => ({
                  Component: (await import('./conversations/conversations-page.tsx')).ConversationsPage,
                }),
                children: [
                  {
                    index: true,
                    lazy: async () => ({ Component: (await import('./conversations/pick-one.tsx')).PickOne }),
                  },
                  {
                    path: ':conversationId',
                    lazy: async () => ({
                      Component: (await import('./conversations/conversation-page.tsx')).ConversationPage,
                    }),
                  },
                ],
              },
              { path: 'bots', lazy: async () => ({ Component: (await import('./bots/bots-page.tsx')).BotsPage }) },
              {
                path: 'bots/:botId',
                lazy: async () => ({ Component: (await import('./bots/bot-page.tsx')).BotPage }),
                children: [
                  { index: true, element: <Navigate to="settings" replace /> },
                  {
                    path: 'settings',
                    lazy: async () => ({ Component: (await import('./bots/bot-settings.tsx')).BotSettings }),
                  },
                  {
                    path: 'power-ups',
                    lazy: async () => ({ Component: (await import('./power-ups/power-ups.tsx')).PowerUps }),
                  },
                  {
                    path: 'power-ups/:kind',
                    lazy: async () => ({ Component: (await import('./power-ups/power-up-page.tsx')).PowerUpPage }),
                  },
                  {
                    path: 'knowledge',
                    lazy: async () => ({ Component: (await import('./knowledge/knowledge-tab.tsx')).KnowledgeTab }),
                  },
                  {
                    path: 'knowledge/:knowledgeId',
                    lazy: async () => ({ Component: (await import('./knowledge/item-page.tsx')).ItemPage }),
                  },
                  {
                    path: 'web',
                    lazy: async () => ({ Component: (await import('./web-channel/web-channel.tsx')).WebChannelTab }),
                  },
                  {
                    path: 'preview',
                    lazy: async () => ({ Component: (await import('./preview/preview-page.tsx')).PreviewPage }),
                  },
                  {
                    path: 'webhooks',
                    lazy: async () => ({ Component: (await import('./webhooks/webhooks-tab.tsx')).WebhooksTab }),
                  },
                  {
                    path: 'webhooks/new',
                    lazy: async () => ({ Component: (await import('./webhooks/catalogue.tsx')).Catalogue }),
                  },
                  {
                    path: 'webhooks/:webhookId',
                    lazy: async () => ({ Component: (await import('./webhooks/webhook-page.tsx')).WebhookPage }),
                  },
                ],
              },
              {
                path: 'outbox',
                lazy: async () => ({ Component: (await import('./outbox/outbox-page.tsx')).OutboxPage }),
              },
              { path: 'team', lazy: async () => ({ Component: (await import('./team/team-page.tsx')).TeamPage }) },
              {
                path: 'team/api-keys',
                lazy: async () => ({ Component: (await import('./api-keys/api-keys-page.tsx')).ApiKeysPage }),
              },
              {
                path: 'account',
                lazy: async () => ({ Component: (await import('./account/account-page.tsx')).AccountPage }),
              },
              { path: '*', Component: NotFound },
            ],
          },
        ],
      },
    ],
  },
])
