/** Where the site keeps the types that it took from here. */
const types = './baton'

/** What somebody pastes to have the bot on a page, by the way they want it. */
export function snippets(home: string, botId: string) {
  const id = encodeURIComponent(botId)
  return {
    script: `<script src="${home}/widget.js" data-bot="${id}" async></script>`,
    iframe: `<iframe src="${home}/b/${id}/embed" title="Chat" allow="clipboard-write"
  style="width: 100%; height: 600px; border: 0"></iframe>`,
    link: `${home}/b/${id}`,
    sdk: `// baton.d.ts: ${home}/baton.d.ts
import type { Baton, BatonSettings } from '${types}'

export function loadBaton(settings: BatonSettings = {}): Promise<Baton> {
  window.batonSettings = { bot: '${id}', ...settings }
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = '${home}/widget.js'
    script.onload = () => resolve(window.baton as Baton)
    script.onerror = reject
    document.head.append(script)
  })
}

const baton = await loadBaton({ theme: 'auto' })
baton.on('agent_joined', ({ agent }) => console.log(agent.name))
baton.identify({ token: tokenFromYourServer })
baton.show()`,
  }
}

/** How a server signs who its customer is. */
export const signing = (botId: string) => `import { SignJWT } from 'jose'

const token = await new SignJWT({ name: customer.name, email: customer.email })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject(customer.id)
  .setAudience('${botId}')
  .setExpirationTime('10m')
  .sign(new TextEncoder().encode(process.env.BATON_IDENTITY_SECRET))
// In the page: baton.identify({ token })`
