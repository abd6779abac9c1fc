/** Signs of someone who has had enough of the bot. Rules over `plainSentences`; swearing at large counts too. */
const signs: readonly RegExp[] = [
  /\b(this|it|that|you|bot|chat ?bot|thing|answer|service)( \w+)? (is|are|was) (\w+ ){0,3}(useless|worthless|pointless|stupid|dumb|idiotic|ridiculous|terrible|horrible|awful|garbage|trash|rubbish|crap|pathetic|a joke|annoying|frustrating|unhelpful|hopeless|nonsense|no (help|use)|the worst|a waste of time)\b/,
  /\b(useless|worthless|stupid|dumb|shitty|crappy|annoying|idiotic) (bot|chat ?bot|thing|machine|robot|program|answers?|service|chat)\b/,
  /\bwhat a (joke|waste|useless|stupid)\b/,
  /\bwaste of (my )?time\b|\bwasting my time\b/,
  /\byou (have )?(already|just) (said|told me|wrote|answered|gave me)\b|\byou said that (already|before)\b|\bsame answer\b|\bstop repeating\b|\brepeating yourself\b|\bkeep (saying|repeating|telling)\b/,
  /\bi (have )?(already|just) (asked|told you|said|explained)\b|\b(asked|told|said|explained)( you)?( this| that| it)? (\w+ )?(times|twice|again and again|before)\b|\bhow (many times|often) (do|must|should) i\b/,
  /\bnot what i (asked|meant|wanted|am asking|said)\b|\bdo(es)? not answer my question\b|\bdid not answer my question\b|\bnot answering my question\b|\banswer my question\b/,
  /\b(you|this|that|it) (do|does|did|is|are|was) not (really )?(help|helpful|helping|help me|help at all|understand|understanding|get it|listen|listening|make sense)\b/,
  /\b(you|this) can not help( me)?\b|\bno help at all\b|\byou are no help\b|\byou understand nothing\b|\byou do not know anything\b/,
  /\bi am (so |very |really |getting |extremely )*(angry|furious|frustrated|annoyed|fed up|sick of|losing (my )?patience|pissed)\b|\bi (have )?had enough\b|\bi give up\b|\bfed up\b/,
  /\b(fuck\w*|shit\w*|bullshit|wtf|asshole|bastard|damn it|dammit|piss off|screw you|go to hell|for god sake|for fuck sake|ffs|sucks?|bloody hell)\b/,
  /\b(unacceptable|ridiculous|outrageous|disgraceful)\b/,
  /\b(nutzlos|sinnlos|bloder bot|scheisse|verarsch\w*|hilft (mir )?nicht|das habe ich schon gesagt)\b/,
  /\b(inutile|nul a chier|merde|ca ne m'aide pas|n'importe quoi)\b/,
  /\b(inutil|mierda|no (me )?(sirve|ayuda)s?|porcaria|nao (me )?ajuda|merda|non (mi )?aiuta)\b/,
  /\b(waardeloos|nutteloos|bezuzyteczny|bez sensu|vardelos|ubrugelig|ise yaramaz|sacma)\b/,
  /бесполезн|не помогает|бред|марн|役に立たない|没用|沒用|废话|쓸모없|عديم الفائده|बेकार/,
]

/** Whether a sentence (from `plainSentences`) shows that the customer is fed up with the bot's answers. */
export function showsFrustration(sentence: string): boolean {
  return signs.some((sign) => sign.test(sentence))
}
