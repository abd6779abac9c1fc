import { plain } from '../knowledge/plain-words.ts'

/** What a sentence says that needs no knowledge. */
export type SmallTalk = 'greeting' | 'thanks' | 'goodbye' | 'yes' | 'no' | 'identity' | 'help'

/**
 * What repeats without bound must hold nothing that could also be read as more of itself, such as `that .{1,40}`: two ways to
 * read each word are 2^n ways to read n.
 */
const patterns: readonly [SmallTalk, readonly string[]][] = [
  [
    'greeting',
    [
      '(oh |well |and )*(hi+|hello+|hey+|heya|hiya|howdy|yo|greetings|good (morning|afternoon|evening|day)|morning|evening|welcome)(,? (there|again|all|everyone|everybody|bot|robot|friend|team|guys|hi|hello|anyone|anybody|is anybody there|is anyone there))*',
      '(how are you( doing)?( today)?|how is it going|how do you do|what is up|whats up|nice to meet you)( bot| today)?',
      'hallo|guten (tag|morgen|abend)|servus|moin|gruss gott|bonjour|salut|bonsoir|coucou|hola|buenos dias|buenas( tardes| noches)?|ola|oi|bom dia|boa (tarde|noite)|ciao|buongiorno|buonasera|salve|goedemorgen|goedendag|hoi|dzien dobry|czesc|witam|hej|hejsan|hei|god (morgen|dag|kvall)|merhaba|selam|gunaydin|здравствуйте|привет|добрый день|доброе утро|добрый вечер|вітаю|привіт|добрий день|こんにちは|こんばんは|おはよう(ございます)?|はじめまして|你好|您好|嗨|안녕하세요|안녕|مرحبا|السلام عليكم|اهلا|नमस्ते|नमस्कार',
    ],
  ],
  [
    'no',
    [
      '(no|nope|nah|no thanks?|no thank you|thanks but no thanks|not now|not really|never ?mind|forget it|not needed|no need|it is (ok|okay|fine|all right|alright)|all good|i am (good|fine|ok)|that is (all|it|everything)|that will be all|nothing( else)?|do not worry|stop)(,? (thanks|thank you|never ?mind|it is ok|forget it|for now|please|found it|i found it|i am good))*',
      '(never ?mind|forget it),? .{1,60}',
      'nein( danke)?|schon gut|non( merci)?|nao( obrigad[oa])?|no grazie|nee( bedankt| dank je)?|nie( dziekuje)?|nej( tack| tak)?|hayir|нет( спасибо)?|ні( дякую)?|いいえ|大丈夫です|不用了?|아니요|아니오|لا( شكرا)?|नहीं',
    ],
  ],
  [
    'thanks',
    [
      '(ok(ay)?,? |great,? |perfect,? |cool,? |awesome,? |good,? |super,? |wonderful,? |fine,? |alright,? |yes,? |oh,? |amazing,? |got it,? )*(thanks?|thank you|thankyou|thx|thnx|ty|tysm|cheers|much appreciated|i appreciate it|many thanks)(,? (you|so much|a lot|very much|a bunch|again|bot|anyway|anyways|for .{1,60}|that .{1,40}|this .{1,40}|it .{1,40}|great|perfect|bye|mate|man|everyone)){0,4}',
      '(that is |that was |this is |this was |you are |it is )?(very |so |really )?(great|perfect|awesome|amazing|excellent|wonderful|brilliant|helpful|good job|well done|good bot|got it|understood|makes sense|i see|i understand)( now| bot| job| work)?',
      'that (helps|helped|worked|works|solved it|answers (it|my question))( a lot| thanks)?',
      'danke( schon| sehr)?|vielen dank|merci( beaucoup)?|(muchas )?gracias|(muito )?obrigad[oa]|grazie( mille)?|bedankt|dank je( wel)?|dank u( wel)?|dziekuje|dzieki|tack( sa mycket)?|tak(ker)?|tusen takk|mange tak|tesekkurler|tesekkur ederim|sag ?ol(un)?|спасибо( большое)?|дякую|ありがとう(ございます|ございました)?|谢谢(你|您)?|謝謝|감사합니다|고맙습니다|고마워요?|شكرا( جزيلا)?|धन्यवाद|शुक्रिया',
    ],
  ],
  [
    'goodbye',
    [
      '(ok(ay)?,? |thanks,? |good,? )*(good ?bye|bye+|bye bye|see (you|ya)( later| soon| around)?|cya|farewell|good ?night|have a (nice|good|great|lovely) (day|one|evening|night|weekend)|take care|i have to go|talk to you (later|soon|tomorrow)|until next time)(,? (bot|for now|bye|then|thanks|later))*',
      'tschuss|auf wiedersehen|au revoir|adios|hasta luego|tchau|ate logo|arrivederci|tot ziens|doei|do widzenia|hej da|farvel|ha det|gorusuruz|hosca ?kal(in)?|до свидания|пока|до побачення|さようなら|再见|再見|안녕히 계세요|مع السلامه|अलविदा',
    ],
  ],
  [
    'yes',
    [
      '(oh |ok(ay)?,? )*(yes|yeah|yep|yup|yea|sure|ok|okay|k|please|please do|yes please|go ahead|of course|absolutely|definitely|do it|do that|alright|all right|fine|that would be (great|good|nice)|sounds good|i would like that|correct|right|exactly)(,? (please|do|do that|go ahead|thanks|sure|that would be (great|good|nice)|i would like that|ok|yes))*',
      "ja( bitte| graag| tack| tak| gerne)?|gerne?|oui( merci| s'il vous plait)?|si( por favor| per favore)?|sim( por favor)?|tak( prosze)?|evet( lutfen)?|да( пожалуйста)?|так( будь ласка)?|はい|お願いします|是的?|好的?|네|예|نعم( من فضلك)?|हाँ|जी",
    ],
  ],
  [
    'identity',
    [
      '(so |but |wait,? |hey,? |hi,? |hello,? )*(are|are not) you (really |just |actually |even |sure (that )?you are )?(an? )?(real|live|actual|virtual|human|person|people|robot|bot|chat ?bot|machine|ai|artificial|program|computer|automated|chatgpt|gpt|someone real)( .{0,40})?',
      '(so |but |wait,? )*(am|was) i (really |actually |just )?(talking|speaking|chatting|writing|connected) (to|with) (an? |the |some)?(real |live |actual )?(human|person|people|robot|bot|chat ?bot|machine|ai|someone|somebody|computer|agent)( .{0,40})?',
      '(do|did) i (speak|talk|write|chat) (to|with) (an? )?(real |live )?(human|person|robot|bot|machine|ai)( .{0,30})?',
      '(is|was) (this|it|that) (an? )?(real |live |actual )?(human|person|robot|bot|chat ?bot|machine|ai|automated)( .{0,40})?',
      '(is|will) (an? )?(real |live |actual )?(human|person) (reading|writing|behind|typing|answering|there|read|on) .{1,40}',
      'is there a (real )?(human|person) (behind|reading|writing|typing) .{1,40}',
      '(who|what) are you|what is your name|bot or human|human or bot|you are (just )?(a|an) (bot|robot|machine|ai)( right)?|tell me (about yourself|who you are)',
      '(bist du|sind sie) (ein|eine)?( echter?)? ?(mensch|bot|roboter|maschine|person|ki)|(es tu|etes vous|tu es) (une?)? ?(vraie? )?(humain|personne|robot|bot|ia)|eres (una?)? ?(persona|humano|robot|bot)( real)?|voce e (uma?)? ?(pessoa|humano|robo|bot)|(tu )?sei (una?)? ?(persona|umano|robot|bot)( vera| reale)?|(ben je|bent u) een (echt )?(mens|robot|bot|persoon)|(czy )?jestes (czlowiekiem|botem|robotem)|ar du en (manniska|bot|robot)|er du (et menneske|en bot|en robot)|(insan|robot|bot) misin(iz)?|(ты|вы) (человек|бот|робот)|(ти|ви) (людина|бот|робот)|あなたは(人間|ロボット|ボット|ai|人)ですか|你是(真?人|机器人|機器人)[吗嗎]?|(사람|로봇|봇)(이세요|인가요|이에요|입니까)|هل انت (انسان|بوت|روبوت|شخص)( حقيقي)?|क्या आप (इंसान|रोबोट|बॉट|असली .{1,10}) ?(हैं)?',
    ],
  ],
  [
    'help',
    [
      '(please |hi |hello |hey |ok |so |yes )*(help|help me|help please|i need (some |your )?help|need help|can (you|someone|anyone|somebody) (please )?help( me)?( please)?|could you help( me)?|i have (a|one|some|another|a few|two) questions?( for you)?|i have (a|another) problem|question|i want to ask (you )?something|what can (you|i) (do|ask|ask you)( for me)?|how can you help( me)?|what do you do|what can you help( me)? with)( please)?',
      '(can|do) you speak (english|german|french|spanish|italian|dutch|polish|turkish|russian|japanese|chinese)',
    ],
  ],
]

const matchers = new Map(
  patterns.map(([kind, sources]) => [kind, sources.map((source) => new RegExp(`^(?:${plain(source)})$`, 'u'))]),
)

/** What kind of small talk a sentence (from `plainSentences`) is, or null when it is something else. */
export function smallTalkIn(sentence: string): SmallTalk | null {
  return [...matchers.keys()].find((kind) => matches(kind, sentence)) ?? null
}

const LONGEST = 160

function matches(kind: SmallTalk, sentence: string): boolean {
  if (sentence.length > LONGEST) return false
  const trimmed = sentence
    .replace(/\s+,/g, ',')
    .replace(/^,+ ?|,+$/g, '')
    .trim()
  return matchers.get(kind)?.some((pattern) => pattern.test(trimmed)) ?? false
}

/** Whether a sentence says yes, even where the same word is something else in another language ("tak"). */
export function saysYes(sentence: string): boolean {
  return matches('yes', sentence)
}
