/**
 * Whether an English sentence (from `plainSentences`) asks for a person. Speaking of people or agents is not asking.
 * `spell` may correct each word first.
 */
export function asksInEnglish(sentence: string, spell: (word: string) => string = (word) => word): boolean {
  const words = sentence.replace(/,/g, ' , ').split(/\s+/).filter(Boolean).map(spell)
  const spelt = ` ${words.join(' ').replace(/customer (care|sevice|servise)/g, 'customer service')} `
  if (rejectsBots.test(spelt)) return true
  return asks.some((pattern) => [...spelt.matchAll(pattern)].some((found) => isMeant(spelt, found.index)))
}

const either = (...words: string[]) => `(?:${words.join('|')})`
const words = (list: string) => either(...list.trim().split(/\s+/))

const determiner = either(
  'an?',
  'the',
  'some',
  'any',
  'one of (?:your|the)',
  'your',
  'another',
  'one',
  'someone',
  'somebody',
)
const quality = either(
  words(`real live actual human living proper physical different senior genuine true normal qualified competent
    responsible support service sales billing technical tech customer team staff other nice local online helpdesk
    fucking fuckin freaking damn bloody goddamn certified accountable professional`),
  'call cent(?:er|re)',
  'real life',
  'account',
)
const person = either(
  'humans?(?: beings?)?',
  '(?:human|real|actual|proper|live|personal) (?:support|help|assistance|contact|interaction|intervention|assistant|advisor|operator)',
  'persons?',
  'people',
  words('agents? representatives? operators? managers? supervisors? advisors? specialists? consultants? technicians?'),
  words('employees? colleagues? experts? attendants? boss admin administrator'),
  words('someone somebody anyone anybody'),
  '(?:team|staff) members?',
  'member of (?:your |the )?(?:team|staff|support)',
  'live (?:chat|support|help|person)',
  'customer (?:services?|support)(?: team| department| desk| line)?',
)
/** Those one reaches, rather than wants or is. */
const desk = either(
  'support(?: team| department| desk)?',
  'sales(?: team| department)?',
  'the team',
  'your team',
  'helpdesk',
  'billing',
  'staff',
  'reception',
  'front desk',
  '\\w+ (?:department|team|desk)',
  'an? assistant',
)
const aPerson = `(?:${determiner} )*(?:${quality} )*${person}(?: (?:else|real|human|alive|live))?`
const aPersonOrDesk = either(aPerson, `(?:the |your )?(?:${quality} )*${desk}`)

/** What may follow the person in a request. "a person's data", "the agent role" and "a human resources form" go on otherwise. */
const after = `(?= (?:${words(`, please now right instead about for on from who that which because regarding here asap
  immediately today and or so not thanks thank i we is this via available help with if rather already directly quickly
  live over as before but again sir then soon there to urgent urgently concerning of first anymore since than online
  tomorrow tonight possible you my lol ffs bro man dude cause cuz like maybe real actual quick fast can could would will
  in at who whom kindly me it ok okay handle only responsible working twice times already`)} |$))`

/** Whatever repeats this must name none of these again: two ways to read each word are 2^n ways to read n. */
const filler = words(`, please now hi hello hey ok okay yes yeah yep just only right asap immediately thanks thank you
  again want need the instead really but and so then well urgent urgently quick quickly at once i said sorry dear sir
  good morning afternoon evening fine alright ugh omg wtf oh`)
const notABot = either(
  '(?:no|not)(?: (?:an?|the|this|more))* (?:ro)?(?:bots?|machine|ai|computer)',
  'bots? no',
  'not you',
  'no ,',
  'nope',
)
const bare = either(
  'human(?: being)?',
  'human (?:support|help|assistance|contact|intervention|operator|assistant|advisor)',
  words('person agent representative operator manager supervisor advisor'),
  'live (?:chat|support|person)',
  'customer (?:services?|support)',
  'member of (?:the )?(?:staff|team)',
  '(?:humans|agents) please',
  'somebody real',
  'someone real',
  'boss',
)

const talk = either(
  `(?:talk|speak|chat|converse|communicate|talking|speaking|chatting|discuss (?:this|it|that)|have a (?:word|chat|conversation|call|talk)|have a (?:live|quick) chat)(?: (?:directly|now|live|online|again|immediately|(?:on|over|by) (?:the )?phone|about (?:this|it)|one on one|personally))* (?:to|with)`,
  'get (?:in touch|in contact|through|connected|transferred) (?:to|with)',
  'get (?:a )?hold of',
  '(?:be|get|being) (?:connected|transferred|put through|passed|forwarded|redirected|directed|escalated|switched)(?: (?:on|over|on to))? (?:to|with)',
  '(?:reach out|go|get|write|switch|report|complain) to',
  words('contact contacting reach reaching call calling phone ring message'),
)
const mine = either(
  'me',
  'us',
  'this',
  'my (?:chat|call|conversation|case|question|issue|request|problem|complaint)',
  '(?:the|this|our) (?:chat|conversation|call|case|issue|ticket|matter|problem)',
)
const pass = `(?:(?:escalate|forward|pass|hand|transfer) it|${words(`connect transfer redirect forward route switch escalate direct link patch refer put pass hand move send
  bring hook get take turn escalating connecting transferring`)}(?: ${mine})?)(?: (?:over|on|through|up|across|in touch|in contact|off|directly|please|now|straight))* (?:to|with|onto)`
const fetch = either(
  `(?:get|find|fetch|call|summon|grab|page|put|bring (?:in|me))(?: (?:me|us|in|over|out|for me))*`,
  `(?:give|send|hand|assign) (?:me|us)(?: (?:to|with|over))?`,
)
const lead = `(?:^|${words(`, please you and just then so now or to must me i hello hi hey ok immediately but yes`)} )`
const want = either(
  'want',
  'need',
  'would like',
  'would love',
  'would prefer',
  'would rather(?: have)?',
  words('require request demand prefer expect requesting demanding wanted needed'),
  'insist on',
  '(?:am |was )?(?:looking|asking|waiting|hoping) for',
  'ask(?:ed)? for',
  'could use',
)
const adverb = words(
  'really just still only also now actually urgently definitely seriously do would please even again desperately',
)
const fromThem =
  '(?: (?:to have|to get|to see|(?:help|assistance|support|a call|a reply|an answer|a response) from|contact with|some|help of|the help of))*'
const theyCan = `(?:that |who |whom )?(?:(?:i|we) (?:can|could|may|might) (?:\\w+ )?${words('talk speak chat contact call reach write')}|to (?:talk|speak|chat) (?:to|with))`
const reachMe = `(?:call|phone|ring|contact|email|text|message|reach out to|get back to|get in touch with|(?:talk|speak|chat) (?:to|with)) (?:me|us)`

const asks = [
  `^ (?:(?:${filler}|${notABot}) )*(?:${determiner} )?(?:${quality} )*${bare}(?: ${filler}| ${notABot}| human| agent| person| operator| representative| manager)* $`,
  `^ (?:${filler} )*(?:${talk}|${pass}) (?:${person}|${desk})(?: ${filler})* $`,
  `(?<= )${talk} ${aPersonOrDesk}${after}`,
  `(?<= )${pass} ${aPersonOrDesk}${after}`,
  `(?<=^ |${lead})(?:can i |could i |may i )?${fetch} ${aPerson}${after}`,
  `(?<= )(?:can|could|may) (?:i|we) (?:please |just |also )*(?:have|get|see) ${aPerson}(?= (?:,|please|now|instead|to|on|here|for this|about)| $)`,
  `(?:^| i| we| and| ,)(?: ${adverb})* ${want}${fromThem} (?:${determiner} )*(?:${quality} )*${person}(?= (?:,|please|now|right|instead|who|that|here|asap|immediately|today|and|not|to (?:talk|speak|help|call|contact|assist|answer|chat|fix|look|come|explain|solve|resolve|handle|take|tell|deal|get|reply|respond|check)|from|on the|on this|real|i can|thanks|about|with|for (?:this|help|my))| $)`,
  `(?:^| ,)(?: (?:${filler}|is|are|there|do|have|got))* (?:${determiner} )*(?:${quality} )*${person} (?:here |there |maybe |currently )*(?:available|around|online|${theyCan})`,
  ` (?:is|are) (?:there )?(?:${determiner} )*(?:${quality} )*(?:humans?|persons?|agents?|representatives?|operators?|managers?|someone real|somebody real)(?: being| person)? (?:here|there|around|available|online|on (?:this|the|here))(?= |$)`,
  ` who (?:can|could|do|should|may) i (?:talk|speak|chat) (?:to|with)`,
  ` (?:can|could|have|want|need|ask|get|would like|let|please|tell|may) ${aPerson}(?: from (?:your |the )?\\w+(?: \\w+)?)? (?:please |to )?${reachMe}(?= |$)`,
  `(?:^|${words(', please just you to')} )(?: ?(?:please|just))* ?(?:call|phone|ring) me(?: back)?(?: please| now| asap| at \\S+| on \\S+)* $`,
  ` (?:request|want|need|would like|schedule|book|arrange|get)(?: me)? a (?:call ?back|phone call|call from)`,
  `^ (?:${filler} )*(?:bring|escalate|involve|add|get) (?:in )?${aPerson}${after}`,
  ` (?:someone|somebody|anyone|anybody) real(?= |$)`,
  ` (?:can|could|may|let|have|maybe|want|would like|would|please|will) (?:an?|some|one of your|your) (?:${quality} )*${person} (?:please |maybe )?(?:help (?:me|us)|assist (?:me|us)|look (?:into|at)|handle (?:this|it)|check (?:this|it|my)|take (?:this|it|over|a look)|deal with|answer (?:me|this|my)|solve|explain)`,
  ` (?:can|could) (?:someone|somebody) from (?:\\w+ ){1,2}(?:please )?(?:look|take|call|help|check|contact|answer)`,
  ` (?:can|could|may) i(?: please| just)? ask (?:an?|some|your) (?:${quality} )*${person} $`,
  ` i(?: \\w+){0,3} ask(?:ed|ing)? (?:you )?(?:for|to (?:talk|speak) (?:to|with)) (?:${determiner} )*(?:${quality} )*${person}${after}`,
  `^ (?:(?:${filler}|maybe|perhaps|i think|i guess) )*(?:an? )(?:${quality} )*${person} (?:would|could|might|may)(?: really)? (?:be (?:nice|good|great|better|helpful|useful|appreciated|lovely)|help|do)`,
  `^ (?:${filler} )*(?:connect|transfer|escalate)(?: me| this| us)?(?: ${filler})* $`,
  ` (?:i|we)(?: ${adverb})* (?:${want}|wish) to (?:talk|speak|chat) (?:to|with) (?:the|your|an?|one of your) (?!(?:\\w+ )?(?:(?:chat ?|ro)?bots?|machine|computer|api|server|assistant|ai|customers?|friend)(?: |$))\\w+`,
  ` (?:i|we)(?: ${adverb})* ${want} (?:(?!customers?|visitors?|users?|clients?|people)\\S+ ){1,8}(?:with|from|by|to) (?:an? )?(?:real|actual|live) (?:person|human|agent)${after}`,
  `^ (?:${filler} )*(?:is there|are there)?(?: (?:an?|any))? ?(?:${quality} )*(?:human|humans|real person|real people|live agent|live person)(?: here| there)? $`,
  ` do you have (?:an? |any )?(?:live|real|human|actual) (?:agents?|persons?|people|humans?|representatives?)(?: here| there)? $`,
  ` (?:is|are) (?:anyone|someone|anybody|somebody) (?:from|in|of|at) (?:\\w+ ){1,2}(?:online|available|there|here)(?= |$)`,
].map((source) => new RegExp(source, 'g'))

const bot =
  '(?:(?:an?|the|this|any|some|stupid|dumb|your|that|another|fucking|silly) )*(?:chat ?|ro)?(?:bots?|machines?|computers?|ai|program|software|automated (?:system|response)s?)'
const conversing = words(
  `talk talking speak speaking chat chatting deal dealing write writing discuss interact communicate`,
)
/** Nobody says these who is content with a bot. */
const rejectsBots = new RegExp(
  either(
    ` (?:do|did|does) not (?:want|need)(?: to)?(?: be)?(?: ${conversing})?(?: (?:to|with|about this with))? ${bot}(?= |$)`,
    ` (?:do|did|does) not (?:like|wish)(?: to)? ${conversing} (?:to|with) ${bot}(?= |$)`,
    ` (?:do not want to|refuse to|will not|hate|tired of|sick of|stop) (?:talk|speak|chat|deal|talking|speaking|chatting|dealing) (?:to|with) (?:you|${bot})(?= |$)`,
    `^ (?:no|enough|stop)(?: more| of| with)?(?: the| this| these)? bots?(?: please| now)? $`,
  ),
)

/** Words right before the request that make it somebody else's, a name, a condition, or the contrary. */
const notMine = new RegExp(
  either(
    ` (?:customers?|visitors?|users?|clients?|guests?|buyers?|shoppers?|they|he|she|people|members?|agents?|bots?|colleagues?|responders?|editors?|viewers?|admins?|owners?|who|everyone|anybody|anyone)(?: (?!(?:i|,|and|but|or) )\\S+){0,4} $`,
    ` (?:add|adding|enable|disable|remove|find|configure|setup|the|is|are|does|install|activate|without|of|called|named|click|press|see|under|use|using|have|power) $`,
    ` (?:when|after|before|once|whenever|if|what happens|while|until)(?: (?!(?:can|could|may|might|would|possible|want|like) )\\S+){0,3} $`,
    ` (?:not|never|no need|without|no reason|nothing|rather than|instead of)(?: (?!(?:can|could|know|help|helping|understand|working|work|how|useful|get|but|, ) ?)\\S+){0,3} $`,
    `^ (?:am|was|were|are|do|did|have) (?:i|you|we)(?: not)?(?: (?!able)\\S+){0,2} $`,
    ` (?:was|were|been|already|have|had|stop) (?:\\S+ )?$`,
    ` (?:be|become|becoming) (?:\\S+ )?$`,
  ),
)
const inability =
  / (?:can not|could not|unable to|why|how|trying to|want to|need to|like to|have to|had to|possible to|know how)(?: (?:i|we|to|can|do|even|just|not|really|actually|please))* $/
const named = /^ (?:talk|speak) to a human (?:power|button|feature|form|option|settings?|page|card)/

function isMeant(sentence: string, at: number): boolean {
  const before = `${sentence.slice(0, at)} `.replace(/ +$/, ' ')
  if (named.test(sentence.slice(at).replace(/^ */, ' '))) return false
  if (/ (?:do|did) not (?:need|want|wish|have)(?: to)?(?: (?:be|get))? $/.test(before)) return false
  if (/ (?:an?|this|my|our|your|each|every|any) $/.test(before) && noun.test(sentence.slice(at).trimStart()))
    return false
  if (aboutThem.test(before) && /^ (?:can|could|may|will) (?!i |we )/.test(sentence.slice(at))) return false
  if (inability.test(before) && !thirdParty.test(before)) return true
  return !notMine.test(before)
}

/** "transfer a chat to …": here it is a thing. */
const noun = /^(?:chat|talk|call|contact|message|phone|ring|report|switch|transfer|link|move|turn|page)\b/
const aboutThem = /^(?: so| and| but)? (?:how|when|why|where) $/
const thirdParty =
  / (?:customers?|visitors?|users?|clients?|guests?|they|he|she|members?|agents?|bots?|responders?)(?: (?!i )\S+){0,4} $/
