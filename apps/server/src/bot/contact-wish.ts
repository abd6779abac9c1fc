import { plain } from '../knowledge/plain-words.ts'
import { plainSentences } from './plain-sentences.ts'

/** "Please contact me." Of the languages that the built-in answerer speaks, over `plainSentences`. */
const contact: readonly string[] = [
  '\\b(?:contact|phone|ring|email|text) me\\b(?! (?:a|an|when i|if i)\\b)|\\bcall me(?= (?:back|at|on|in|after|before|this|next|tomorrow|today|tonight|now|please|later|under|asap|about)\\b|$)|\\b(?:write|get back|reach out|come back|reply|speak) to me (?:by|via|later|tomorrow|at)\\b|\\bcall (?:me )?back\\b|\\bgive me a (?:call|ring)\\b|\\b(?:get|be) in touch with me\\b|\\bleave (?:you )?my (?:details|contact|email|number|phone)',
  '\\b(?:ruf\\w*|kontaktier\\w*|schreib\\w*) (?:sie )?mi(?:ch|r)\\b|\\bmeld\\w* (?:sie )?(?:sich|dich) bei mir\\b|\\bruckruf\\b',
  "\\b(?:contactez|rappelez|appelez|recontactez|ecrivez) moi\\b|\\b(?:me|m')(?: )?(?:contacter|rappeler|recontacter)\\b",
  '\\b(?:contactenme|contacteme|contactame|llamenme|llameme|llamame|escribanme|escribeme)\\b|\\bpodrian? (?:contactarme|llamarme)\\b',
  '\\b(?:me (?:liguem?|contactem?|contatem?|liga)|(?:liguem?|contactem?|contatem?) me|entrem? em contact?o comigo)\\b',
  '\\b(?:contattatemi|contattami|mi contatti|richiamatemi|richiamami|mi richiami|chiamatemi|scrivetemi)\\b',
  '\\b(?:neem contact (?:met )?(?:mij|me)|contact met (?:mij|me) op|bel (?:mij|me)|mail (?:mij|me)|terugbellen)\\b',
  '\\b(?:prosze o kontakt|skontaktuj\\w* sie ze mna|oddzwon\\w*|zadzwon\\w* do mnie|napisz\\w* do mnie)\\b',
  '\\b(?:kontakta mig|ring (?:upp )?mig|hor av (?:er|dig) till mig|kontakt mig|ring til mig|skriv til mig)\\b',
  '\\b(?:beni ara|bana ulas|benimle iletisim|bana yaz|geri ara)',
  "свяжитесь со мнои|свяжись со мнои|перезвон|позвоните мне|напишите мне|зв'яжіться зі мною|передзвон|зателефонуите мені|напишіть мені",
  '連絡(?:を)?(?:ください|下さい|ほしい|お願い)|電話(?:を)?(?:ください|下さい)|联系我|聯繫我|聯絡我|给我打电话|給我打電話|给我回电|回電|(?:연락|전화)(?:을|를)? ?(?:주세요|주시|부탁)',
  'اتصلوا بي|اتصل بي|تواصلوا معي|تواصل معي|راسلوني|मुझसे संपर्क|मुझे (?:कॉल|फोन|फ़ोन|ईमेल) कर',
]

/** "I want to buy", "send me a quote". */
const interest: readonly string[] = [
  '\\bi (?:would like|want|am looking|wish|am ready|plan) to (?:buy|purchase|order|book|subscribe|sign up|invest|partner)\\b|\\bi (?:am|would be) (?:\\w+ )?interested in\\b|\\b(?:get|have|request|need|want|like|send me|give me) (?:me )?(?:an? )?(?:\\w+ )?(?:quote|quotation|estimate|proposal|demo)\\b|\\b(?:book|schedule|arrange) (?:an? )?(?:demo|call|meeting|appointment)\\b',
  '\\bich (?:mochte|will|wurde gerne?) (?:\\w+ ){0,4}(?:kaufen|bestellen|buchen)\\b|\\bich (?:bin|ware) (?:\\w+ )?interessiert\\b|\\bangebot (?:anfordern|schicken|senden|machen|zusenden)\\b|\\bein angebot\\b',
  '\\bje (?:voudrais|veux|souhaite|souhaiterais) (?:\\w+ )?(?:acheter|commander|reserver)\\b|\\bun devis\\b|\\bje suis (?:\\w+ )?interesse',
  '\\b(?:quiero|quisiera|me gustaria) (?:comprar|pedir|reservar|contratar)\\b|\\bun presupuesto\\b|\\b(?:me interesa|estoy interesad)',
  '\\b(?:quero|queria|gostaria de) (?:comprar|encomendar|reservar|contratar)\\b|\\bum orcamento\\b|\\b(?:tenho interesse|estou interessad)',
  '\\b(?:vorrei|voglio) (?:comprare|acquistare|ordinare|prenotare)\\b|\\bun preventivo\\b|\\bsono interessat',
  '\\bik (?:wil|zou) (?:\\w+ ){0,4}(?:kopen|bestellen|boeken)\\b|\\been offerte\\b|\\bik (?:ben|heb) (?:\\w+ )?(?:geinteresseerd|interesse)\\b',
  '\\bchc(?:e|ialbym|ialabym) (?:kupic|zamowic|zarezerwowac)\\b|\\b(?:oferte|wycene) (?:prosze|poprosze)\\b|\\bprosze o (?:oferte|wycene)\\b|\\bjestem zainteresowan',
  '\\bjag (?:vill|skulle vilja) (?:kopa|bestalla|boka)\\b|\\ben offert\\b|\\bjeg (?:vil|onsker at) (?:gerne )?(?:kobe|bestille|booke)\\b|\\bet tilbud\\b|\\b(?:jag|jeg) (?:ar|er) intresse?rad\\b|\\bjeg er interesseret\\b',
  '\\bsatin almak ist|\\bsiparis vermek ist|\\bfiyat teklifi\\b|\\bteklif (?:almak|ist)|\\bilgileniyorum\\b',
  'хочу (?:купить|заказать|приобрести)|хотел(?:а)? бы (?:купить|заказать)|коммерческое предложение|хочу (?:купити|замовити|придбати)|комерціину пропозицію',
  '購入したい|買いたい|注文したい|見積|(?:想|要)(?:购买|購買|买|買|订购|訂購)|报价|報價|(?:구매|주문)하고 싶|견적',
  'اريد (?:شراء|ان اشتري|طلب)|اود (?:شراء|ان اشتري)|عرض سعر|खरीदना (?:चाह|है)|कोटेशन',
]

const compiled = { asked_for_contact: contact, interested: interest } as const

const matchers = Object.entries(compiled).map(([reason, sources]) => ({
  reason: reason as keyof typeof compiled,
  pattern: new RegExp(plain(sources.join('|')), 'u'),
}))

/** "I do not want to buy anything." */
const denies = /\b(?:not|never|no longer|nicht|ne|pas|no quiero|nao|non|niet|nie|inte|ikke)\b|(?:^| )не /u

/** Whether a message asks to be contacted, or shows interest in buying; null when neither. */
export function contactWish(text: string): keyof typeof compiled | null {
  const sentences = plainSentences(text).filter((sentence) => !denies.test(sentence))
  return matchers.find(({ pattern }) => sentences.some((sentence) => pattern.test(sentence)))?.reason ?? null
}
