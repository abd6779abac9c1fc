import { plainSentences } from './plain-sentences.ts'

const person =
  '(?:human|person|people|agent|agents|colleague|colleagues|representative|specialist|team|teammate|member|expert|operator|manager|advisor|adviser|supervisor|technician|staff|someone|somebody|support|him|her|them)'
const doing =
  '(?:connect|transfer|forward|put|hand|pass|escalat|redirect|rout|link|patch|switch|bring|get|fetch|call|page|assign|loop|invit)(?:e|es|ed|ing|ting|ring)?'
const told =
  '(?:notif\\w+|inform\\w*|alert\\w*|told|tell|contact\\w*|ping\\w*|messag\\w+|let|ask\\w*|request\\w*|summon\\w*)'

/** That somebody joins, is on the way, or takes over: never so until the platform says it. */
const arrivals: readonly RegExp[] = [
  new RegExp(`\\b(?:i|we|let me|let us) (?:\\w+ ){0,4}${doing} (?:\\w+ ){0,6}${person}\\b`),
  /\b(?:connecting|transferring|redirecting|forwarding|escalating|routing|patching|handing) (?:you|this|your|the|over)\b/,
  /\b(?:joined|joining|joins|will join|left|entered|enters|taken over|took over|takes over|taking over) (?:the|this|our|your) (?:conversation|chat|case|request)\b/,
  /\b(?:handed|gave|given|passed|transferred|sent) (?:you|this|it|the (?:chat|conversation)) (?:back|over|on)\b|\byou are (?:now )?back with\b/,
  /\bput(?:ting)? you (?:through|in touch|in contact)\b/,
  /\byou (?:are|have been|will be|are being) (?:now |shortly |soon |just )?(?:connected|transferred|forwarded|put through|redirected|speaking|talking|chatting)\b/,
  new RegExp(
    `\\b(?:an?|one of (?:our|the)|our|the|my|another|some) (?:\\w+ ){0,3}${person} (?:\\w+ ){0,2}(?:will|is going to|is about to|shall|can now|should) (?:\\w+ ){0,2}(?:be with|join|contact|reach|get back|call|email|write|take over|assist|help you|be in touch|answer you|respond|reply|be there|follow up|be here|look into|handle)`,
  ),
  new RegExp(
    `\\b(?:someone|somebody|they|he|she|${person}) (?:\\w+ ){0,2}(?:will|is going to|are going to|is about to) (?:\\w+ ){0,2}(?:be with|join|contact|reach out|get back|call you|email you|take over|be in touch|answer you|be there|follow up|assist)`,
  ),
  new RegExp(
    `\\b${person} (?:is|are|has|have) (?:now |already |just |been )*(?:joined|joining|coming|on (?:the|their|his|her) way|here|online|with you|taking over)\\b`,
  ),
  /\bhelp is on (?:the|its) way\b|\bhold (?:on|the line) (?:please )?while\b|\bplease (?:hold|wait|stay) (?:\w+ ){0,4}while i\b/,
  /\b(?:i am|this is|my name is) (?!not\b)(?:\w+ ){0,3}(?:a real person|a human|a live agent|a human agent|from the (?:support )?team)\b/,
  /\bich (?:verbinde|leite|stelle|ubergebe|hole)\b|\b(?:werden|wirst|wurden) (?:sie |du |jetzt |nun |gleich )*(?:verbunden|weitergeleitet|durchgestellt|kontaktiert)\b|\b(?:kollege|kollegin|mitarbeiter|mitarbeiterin|mensch|jemand|team) (?:\w+ ){0,3}(?:wird|meldet|ubernimmt|kommt|kummert)\b|\b(?:wird|meldet) sich (?:\w+ ){0,3}(?:kollege|kollegin|mitarbeiter|mitarbeiterin|jemand|team)\b/,
  /\bje (?:vous |te )?(?:mets en relation|transfere|connecte|passe|redirige|vais (?:vous |te )?(?:mettre|transferer|connecter|passer))\b|\b(?:agent|conseiller|collegue|personne|quelqu'un|equipe|humain) (?:\w+ ){0,2}(?:va|vous (?:contactera|repondra|rejoindra|rappellera)|arrive|prend)\b/,
  /\b(?:le|te|lo|la) (?:conecto|comunico|paso|transfiero|pongo en contacto|estoy (?:conectando|transfiriendo))\b|\b(?:agente|persona|companero|colega|alguien|equipo|humano) (?:\w+ ){0,2}(?:se pondra|le atendera|te atendera|se unira|va a|le contactara|te contactara|lo llamara)\b|\bvoy a (?:conectar|transferir|pasar|comunicar)/,
  /\b(?:vou (?:te |o |a )?(?:conectar|transferir|passar|encaminhar|chamar)|estou (?:te )?(?:conectando|transferindo)|transferindo voce)|\b(?:atendente|agente|pessoa|colega|alguem|equipe) (?:\w+ ){0,2}(?:vai|entrara|ira|respondera)\b/,
  /\b(?:la|ti|vi) (?:metto in contatto|collego|trasferisco|passo|sto (?:collegando|trasferendo))\b|\b(?:operatore|collega|persona|qualcuno|team) (?:\w+ ){0,2}(?:la contattera|ti contattera|ti rispondera|arrivera|si unira)\b/,
  /\bik (?:verbind|schakel|zet) (?:u|you|je|jou)\b|\b(?:collega|medewerker|iemand|team) (?:\w+ ){0,2}(?:zal|neemt|komt)\b/,
  /\b(?:lacze|przelaczam|przekieruje|polacze)\b|\b(?:konsultant|pracownik|ktos|zespol) (?:\w+ ){0,2}(?:skontaktuje|odpowie|dolaczy)\b/,
  /\bjag (?:kopplar|ansluter|overfor)\b|\bkollega (?:\w+ ){0,2}(?:kommer|hor av)\b|\bjeg (?:forbinder|kobler|setter|stiller|viderestiller|overforer)\b/,
  /\b(?:bagliyorum|aktariyorum|baglayacagim|yonlendiriyorum)\b|\b(?:temsilci|ekip|biri) (?:\w+ ){0,3}(?:baglanacak|donecek|katilacak|iletisime gececek)\b/,
  /соединяю|соединю|перевожу вас|переключаю|подключ(?:аю|у)|(?:оператор|специалист|менеджер|сотрудник|коллега|кто-то) (?:\S+ ){0,3}(?:свяжется|ответит|подключится|присоединится)|зʼєдную|з'єдную|переводжу|перемикаю|(?:оператор|фахівець|колега|хтось) (?:\S+ ){0,3}(?:зв'яжеться|відповість|приєднається)/u,
  /おつなぎし|お繋ぎし|転送し|担当者(?:が|より|から).*(?:ご連絡|参り|対応|お答え)|代わります/u,
  /(?:正在|马上|现在|立即|將|将|会|會)?(?:为您|為您|帮您|幫您|给您|給您)?(?:转接|轉接|接通|联系人工|聯繫人工)|(?:客服|同事|专员|專員|工作人员|人工)(?:会|會|将|將|马上|正在).*(?:联系|聯繫|回复|回覆|接入|为您|為您)/u,
  /연결해 ?(?:드리|드릴)|연결하겠|(?:상담원|담당자|직원)(?:이|가).*(?:연락|답변|연결|도와)/u,
  /(?:ساقوم|سأقوم|سوف|جاري|سا)\S* ?(?:بتحويل|تحويل|توصيل|ايصال)|(?:موظف|زميل|وكيل|فريق) (?:\S+ ){0,3}(?:سيتواصل|سينضم|سيرد)/u,
  /(?:जोड़|कनेक्ट|ट्रांसफर) (?:\S+ )?(?:रहा|रही|रहे|दूँगा|दूंगा|करूँगा|करूंगा|देता|देती)|(?:एजेंट|प्रतिनिधि|कोई) (?:\S+ ){0,3}(?:संपर्क करेंगे|संपर्क करेगा|जुड़ेंगे|जुड़ेगा)/u,
]

/** That the team knows already, or was handed the case: so only while the customer waits. */
const reports: readonly RegExp[] = [
  new RegExp(
    `\\b(?:i|we) (?:have|am|are|will|shall|just|already|did|can now|must have)?(?: \\w+){0,3} ?${told} (?:\\w+ ){0,4}${person}\\b`,
  ),
  /\byour (?:\w+ )?(?:request|case|ticket|conversation|chat|message|question|issue) (?:has been|was|is being|is now|will be|is) (?:\w+ )?(?:forwarded|escalated|transferred|passed|sent|assigned|handed|logged|raised|routed)\b/,
  new RegExp(
    `\\b${person} (?:has|have|was|were|is|are) (?:now |already |just |been )*(?:told|notified|informed|alerted|contacted|assigned)\\b`,
  ),
  /\b(?:i|we) (?:(?:have|just|will|am|are|already|now) )+(?:escalat|forward|transfer|reassign)\w*\b/,
  /\bi (?:have |just |will |am )*(?:open|opened|create|created|creating|raise|raised|file|filed|log|logged) (?:\w+ ){0,3}(?:ticket|case|request)\b/,
  /\bich habe (?:\w+ ){0,4}(?:informiert|benachrichtigt|weitergeleitet|verstandigt|bescheid)\b|\bj'ai (?:\w+ ){0,3}(?:prevenu|informe|transmis|transfere|notifie)\b|\bhe (?:\w+ ){0,2}(?:avisado|notificado|informado|transferido|escalado)\b|\bho (?:\w+ ){0,2}(?:avvisato|informato|inoltrato)\b|\bja (?:avisei|notifiquei|informei|encaminhei)\b/,
  /(?:я|мы) (?:\S+ )?(?:передал|уведомил|сообщил|позвал)|チームに(?:連絡|通知|伝え)|已(?:经|經)?(?:通知|转交|轉交|联系)/u,
]

/** A question whether the customer wants a human: an offer in disguise, which the platform makes itself. */
const questions: readonly RegExp[] = [
  new RegExp(
    `\\b(?:would you like|do you want|shall i|should i|want) (?:me )?(?:to )?(?:\\w+ ){0,2}(?:${doing}|speak|talk|chat) (?:\\w+ ){0,6}${person}\\b`,
  ),
]

/**
 * Whether a sentence of a model's tells the customer that a human is coming, was told or is here. By rules, in the
 * languages of the built-in answerer; what they do not see is no proof (`harmless-sentence.ts`). While the customer `waits`, that the team was told is so.
 */
export function promisesHuman(sentence: string, { waits }: { waits: boolean }): boolean {
  const rules = waits ? arrivals : [...arrivals, ...reports, ...questions]
  return plainSentences(sentence).some(
    (one) => !denies.test(one) && !explains(one) && rules.some((rule) => rule.test(one)),
  )
}

/** "When an agent claims it, the customer sees that Ben joined" tells how things are, and nobody that somebody comes. */
function explains(sentence: string): boolean {
  if (/\b(?:i|we|me|us|you|your|our)\b/.test(sentence)) return false
  return /\bcustomers?\b|^(?:when|whenever|once|if|after)\b/.test(sentence)
}

/** "I cannot connect you to a person" promises nothing. */
const denies =
  /\b(?:can not|cannot|could not|am not able|are not able|unable to|do not have|will not be able|never|without|if you)\b|\bkann (?:\w+ ){0,6}(?:nicht|keinen|keine)\b|\bne (?:peux|puis|pouvons) pas\b|\bno puedo\b|\bnao posso\b|\bnon posso\b|не могу|не можу|できません|无法|無法|不能|할 수 없|لا (?:استطيع|يمكنني)|नहीं/u
