import { plain } from '../knowledge/plain-words.ts'

/**
 * Words that a promise of a human hardly does without: somebody, a hand-over, an arrival, a wait. As stems in `plain`
 * form, far wider than any promise: a sentence with one of them may be harmless, one without them can hardly promise.
 * One list for each family of languages, so that it holds too where two near relatives are taken for each other.
 */
const stems: Readonly<Record<Family, string>> = {
  english: `human people person agent colleague coworker representative rep\\b specialist team crew expert operator
    manager advis supervisor technician staff employee someone somebody anyone everyone he\\b she\\b him\\b his\\b her\\b who\\b
    support helpdesk guy\\b folks buddy mate\\b connect transfer forward escalat route\\b routing redirect patch hand\\b
    handed handing handover handoff passed passing take\\sover takes\\sover taking\\sover notif inform(?!ati) alert told
    contact(?!less) reach touch\\b get\\sback call(?:ing|ed)?\\syou page[ds]?\\s(?:a|an|the|our)\\b ping join pick(?:ing|ed|s)\\s(?:\\w+\\s)?(?:up|it|this|you) with\\syou
    way\\b soon shortly moment minute\\b second\\b seconds\\b hold hang\\son sit\\stight stay\\s wait(?!\\w*er) stand\\sby
    standby (?:will|to|shall|must|would)\\s(?:\\w+\\s)?(?:reply|respond|answer) follow\\sup look\\sinto assign ticket queue request(?:ed|ing)?\\b ask(?:ed|ing)\\b ask\\s(?:the|our|my)
    (?:is|are|am|be|already|now|right)\\s(?:\\w+\\s)?here ^\\w+\\shere fetch summon invit bring escort dispatch
    (?:is|are|am|now)\\s(?:coming|arriving|typing|online|available|reading|watching) coming\\s arrives\\s on\\sit\\b
    i\\sam\\s(?!sorry|glad|happy|afraid|an?\\s(?:\\w+\\s){0,2}(?:bot|ai|model|assistant|robot|machine)|\\w+\\san?\\s(?:bot|ai)) this\\sis\\s(?!the|a\\b|how|what|why|where|because|not|free|included) speaking my\\sname
    real\\b live\\b`,
  germanic: `mensch menneske manniska mens\\b mensen person kolleg kollega collega mitarbeiter medarbeider medarbejder
    medarbetare ansatt medewerk jemand iemand nogen noen nagon team berater experte ekspert expert spezialist specialist
    ansprechpartner operator betreuer berat leiter manager chef support kunden kundeserv kundtj klanten kund kollegin vertreter agent handlagg radgiv
    hjelp hilfe verbind verbund schakel doorverb zet\\s weiterleit weitergel durchstell ubergeb ubergab uberge ubernehm ubernimm ubernom
    neemt overn overfor overlat tar\\sover tager\\sover forbind kobl koppl anslut setter stiller viderestill
    gleich\\b sofort moment augenblick oyeblik ojeblik ogonblick snart straks strax gleich zo\\sbij meteen direct direkt dadelijk
    wart wacht vent\\b venter vant minut sekund kurz meldet melde\\s melden informier informer geinformeer benachrichtig
    varsl underrett kontakt contact bescheid gerufen rufe hole\\b holen geholt haal hent hamta henter kommt komm\\b
    kommen komme\\b kommer komt unterwegs onderweg vei\\b vej\\b vag\\b pa\\svag antwort(?:et|en\\swird) er\\sist sie\\sist hier\\sist echte
    ich\\sbin\\s ik\\sben\\s jag\\sar\\s jeg\\ser\\s mein\\sname weet\\b weiss\\b vet\\sbesk bei\\sihnen bij\\su hos\\sdig hos\\sdeg`,
  romance: `human uman humain person colleg coleg collegh compan coll[ae]bor companh conseiller consell asesor assessor
    consulent operat operador operateur agent equip squadra team alguien alguem alguno quelqu qualcun atendent especialist
    specialist expert esperto gerent gestor responsab dipendent emplead empleg funcionari soport suporte supporto assistenza
    servicio\\sal service\\sclient connect conect contact contat contatt collega(?:\\s|r|t|men) transfer trasfer transfier passo\\s
    paso\\s(?:con|a\\sun) le\\spaso te\\spaso passe\\s vous\\spasse pass(?:er|ar|are)\\b comunic avis avvis notif inform(?!ac|ati\\w|atic)
    prevenu prevenire averti espera espere esper[ao]\\b attend(?:ez|re|a|i|o|ere)?\\b patient(?:er|ez)\\b aguard moment instant
    seguida enseguida subito presto bientot tout\\sde\\ssuite breve pronto(?!\\w) logo\\b ahora\\smismo agora\\smesmo maintenant adesso
    arriv vien[ei]?\\b vient\\b viens venir vendra verra\\b vira\\b lleg cheg rejoin rejoign unira uniro entrara intervien repond
    rispond(?:era|e\\b) respond(?:era|e\\b) relation contatto ponho pongo mets\\s metto\\s derivo derivar encaminh llam chiam cham
    soy\\s sono\\sun je\\ssuis\\s(?!desol|un\\sbot|ravi) sou\\s(?:o|a|um) me\\sllamo m'appelle caminho camino route\\b strada minut segund second`,
  slavic: `czlowiek osob ludz koleg kolez konsultant pracownik ktos zespol specjalist ekspert operator doradc kierownik
    obslug wsparci agent przedstawiciel lacze\\b lacz[ye] polacz przelacz przekier przekaz kontakt skontakt powiadom
    poinform zawiadom zglos chwil moment zaraz wkrotce niebawem minut sekund czeka poczeka juz\\sidzie idzie przyjdzie dolaczy
    odpowie odezwie zajmie przejm jestem\\s
    человек люд[еия] сотрудник оператор специалист менеджер коллег агент консультант представител поддержк команд кто-то
    кто\\sто эксперт помощник соедин перевож перевед переключ перенаправ подключ передал передам передаю свяж связ сообщ уведом
    позвал позову зову\\s минут секунд момент скоро сейчас подожд ожида ждите жди\\b придет приду идет\\s ответит присоедин
    я\\s(?!бот|не\\sзнаю|могу\\sпомочь) меня\\sзовут вами\\s
    людин людей співробітник фахівець фахівц колег представник підтримк хтось експерт зʼєдн з'єдн перевод переведу перемик
    переадрес підключ передав передам зв'яж звʼяж зв'яз повідом покли хвилин незабаром зараз зачека очіку прийде йде\\s відповість
    приєдн мене\\sзвати колега колеги
    човек људ човеч стиже идва доаѓа`,
  turkic: `insan kisi\\b temsilci ekip ekib takim biri\\b birisi uzman operator arkadas calisan yetkili mudur danisman destek
    musteri\\shiz meslektas bagli baglan baglay aktar yonlendir ilet bildir haber cagir bekle dakika saniye birazdan hemen
    simdi kisa\\ssure an\\sonce gelecek geliyor gelir katil donecek donus cevap\\sver yanit\\sver devral yolda ben\\s(?!bir\\sbot) benim\\sad`,
}

/** Of scripts without spaces or with other endings, and pictures of people; looked for anywhere in the sentence. */
const signs: readonly RegExp[] = [
  /[人员員我他她谁誰]|客服|同事|专员|專員|团队|團隊|经理|經理|顾问|顧問|专家|專家|支持|支援|转接|轉接|接通|联系|聯繫|聯絡|联络|通知|告知|稍[等候后後]|马上|馬上|立即|很快|等待|请等|請等|回复|回覆|接入|接手|加入|正在|分钟|分鐘|秒/u,
  /担当|係|者|方が|スタッフ|同僚|オペレ|エージェント|サポート|チーム|上司|店員|誰|おつなぎ|繋|つなぎ|つなげ|転送|連絡|お伝え|伝え|知らせ|呼|お待ち|待|少々|すぐ|まもなく|間もなく|ただいま|今から|参り|参加|代わり|引き継|向か|対応|私は|と申し|分で|秒/u,
  /상담|담당|직원|사람|동료|팀|매니저|전문가|고객센터|지원|누군가|연결|전달|연락|알렸|알려\s?드렸|알려\s?놓|불러|호출|잠시|잠깐|곧|기다|금방|바로|지금|오고|올\s?거|옵니다|도착|합류|참여|이어받|넘겨|분\s?(?:안|후|내)|저는|제\s?이름/u,
  /موظف|زميل|شخص|فريق|وكيل|انسان|بشر|مختص|خبير|مدير|مندوب|ممثل|مستشار|دعم|احد|تحويل|احول|توصيل|اوصل|ربط|اتصال|اتصل|تواصل|ابلغ|اخبر|اعلم|انتظر|انتظار|لحظ|دقيق|ثوان|قريبا|حالا|الان|فورا|سي|سو?ف|قادم|ياتي|انضم|ينضم|طريق|انا\s|اسمي/u,
  /व्यक्ति|इंसान|इन्सान|मानव|मनुष्य|लोग|एजेंट|सहकर्मी|साथी|सहयोगी|टीम|दल\b|प्रतिनिधि|विशेषज्ञ|कर्मचारी|मैनेजर|प्रबंधक|सपोर्ट|सहायता|कोई|किसी|जोड़|जुड़|जोड|जुड|कनेक्ट|ट्रांसफर|स्थानांतर|संपर्क|सम्पर्क|सूचित|सूचना|बताया|बता\s?दिया|बुला|इंतज़ार|इंतजार|प्रतीक्षा|रुक|ठहर|पल|क्षण|मिनट|सेकंड|अभी|जल्द|तुरंत|थोड़ी|थोडी|आ\s?रह|आएग|आएँग|आएंग|पहुँच|पहुंच|मैं\s|मेरा\sनाम/u,
  /[👤👥👨👩🧑👱🧔👴👵👮👷💂💁🙋🙆🤵🧍🏃🚶🦸🕵👋🤝📞📲🎧🛎⏳⌛]|☎/u,
].map(({ source }) => new RegExp(plain(source), 'u'))

type Family = 'english' | 'germanic' | 'romance' | 'slavic' | 'turkic'

const families: Readonly<Record<string, Family>> = {
  en: 'english',
  ...{ de: 'germanic', nl: 'germanic', sv: 'germanic', da: 'germanic', no: 'germanic' },
  ...{ fr: 'romance', es: 'romance', pt: 'romance', it: 'romance' },
  ...{ pl: 'slavic', ru: 'slavic', uk: 'slavic' },
  tr: 'turkic',
}

const matchers = Object.fromEntries(
  Object.entries(stems).map(([family, words]) => {
    const each = plain(words).trim().split(/\s+/)
    return [family, new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${each.map(bounded).join('|')})`, 'u')]
  }),
)

/** `\b` knows no letters but the Latin ones. */
function bounded(stem: string): string {
  return stem.replace(/\\b/g, '(?![\\p{L}\\p{M}\\p{N}])')
}

/** Whether a sentence in `plain` form names anything of what a promise of a human is made of, in a language's own words. */
export function mentionsSomebody(sentence: string, language: string): boolean {
  return (
    [families[language], 'english'].some((family) => matchers[family ?? '']?.test(sentence)) ||
    signs.some((sign) => sign.test(sentence))
  )
}

/** Whether two languages share their list of words. */
export function areRelated(one: string, other: string): boolean {
  return families[one] !== undefined && families[one] === families[other]
}

/** The languages that the rules about promises know. */
export const knownLanguages: ReadonlySet<string> = new Set([...Object.keys(families), 'ja', 'zh', 'ko', 'ar', 'hi'])
