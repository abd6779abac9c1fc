import { plain } from './plain-words.ts'

const spaced = (words: string): ReadonlySet<string> => new Set(plain(words).trim().split(/\s+/))

/**
 * The little words of each language: they say which language a text is in, and they say nothing
 * about what a question is about.
 */
export const functionWords = {
  en: spaced(`a an and are as at be been being but by can could cant did do does doing done dont down for from get gets
    getting give go got had has have having he her here hers him his how i if im in into is isn't isnt it it's its itself
    i'd i'm i've i'll you're don't can't doesn't didn't won't what's how's where's who's that's there's
    just let let's may me might mine more most my myself no nor not now of off ok okay on once only or our ours out own
    please pls she should so some such than that the their theirs them then there these they this those through to too
    under up us very was wasn't we were what when where which while who whom whose why will with without would yes yet
    you your yours yourself am any anybody anyone anything about also am again after before because both each few
    tell know want need like help think question questions mean much many thing things way ways possible able
    something someone somebody exactly actually really ever even hi hello hey thanks thank explain show see say said
    wonder wondering find sure kindly quick quickly simply make makes made use uses used using kind sort lot lots work works between across per via wich waht hwo teh dose plz`),
  de: spaced(`aber als am an auch auf aus bei bin bis bist da das dass dem den der des die dir doch du durch ein eine einem
    einen einer eines er es euch euer eure fur gibt hab habe haben hallo hat ich ihr ihre im in ist ja kann kannst konnen
    konnte man mein meine meinem meinen mich mir mit mochte muss nach nicht noch nur oder ob schon sehr sein seine sich sie
    sind so uber um und uns unser unter vom von vor war warum was welche wenn wer werden wie wieso will wir wird wo wurde zu
    zum zur bitte geht man viel danke hallo guten schon`),
  fr: spaced(`a ai au aux avec avez ce cela ces cette ca c'est comment d'un d'une dans de des donc du elle elles en est et etes
    eu il ils j'ai je l'on la le les leur lui ma mais me mes moi mon n'est ne nos notre nous on ou par pas peut peux plus pour
    pourquoi qu'est qu'il quand que quel quelle quels quelles qui quoi sa sans se ses si son sont sur ta te tes toi ton tu un une
    vos votre vous y est-ce puis bonjour svp voudrais veux combien merci salut`),
  es: spaced(`a al algo como con cual cuales cuando cuanto de del desde donde el ella ellos en entre era es esa ese eso esta
    estan estar este esto fue ha hace hacer hay la las le les lo los mas me mi mis muy no nos o para pero por porque puede
    puedo que quien quiero se ser si sin sobre son su sus tambien te tengo tiene tu tus un una unas uno unos y ya yo hola favor gracias buenas buenos`),
  pt: spaced(`a ao aos as com como da das de dela dele do dos e ela ele em entre era essa esse esta este eu foi ha isso ja lhe
    mais mas me meu meus minha muito na nao nas no nos o onde os ou para pela pelo por porque posso pode qual quando quanto que
    quem quero se sem ser seu sua tem tenho um uma voce voces ola oi favor obrigado obrigada`),
  it: spaced(`a ad ai al alla alle anche c'e che chi ci come con cosa da dal dalla degli dei del della delle di do dove e ed era
    gli ho i il in io la le lei lo loro lui ma mi mia mio ne nel nella no noi non o per perche piu posso puo quale quali quando
    quanto questa questo se sei si sono su sua suo ti tra tu un una uno vi voglio voi vorrei ciao grazie buongiorno`),
  nl: spaced(`aan al als bij dan dat de der deze die dit doe door dus een en er geen had heb hebben heeft het hij hoe hun ik in is
    ja je jij jullie kan kun kunnen maar me meer men met mij mijn moet mag na naar niet nog nu of om onder ons ook op over te tot
    u uit uw van veel voor waar waarom wat we wel welke wie wij wil worden wordt zal ze zich zij zijn zo graag hoeveel bedankt hoi dank`),
  pl: spaced(`a ale bardzo bez by byc bylo co czy dla do gdzie go i ich ile ja jak jako jakie jest jestem juz kiedy kto ktory która
    lub ma mam mi mnie moge moze mozna moj moja moje na nad nie niz o od on ona oni oraz po pod przez przy sa sie sobie ta tak
    tam te tego ten to tu ty tylko w was we wy z za ze prosze chce dlaczego dziekuje czesc dzien dobry`),
  sv: spaced(`ar att av blir da de dem den det detta dig din du eller en er ett for fran far ha han har hon hur i icke ingen inte ja jag
    kan man med men mig min mina mycket ni nar och om oss pa tack sa sig sin ska skulle som till upp ut vad var varfor vem vi vid vill`),
  da: spaced(`af at blev bliver da de dem den der deres det dig din dit du efter eller en er et for fra gerne ham han har have hun
    hvad hvem hvis hvor hvordan hvorfor i ikke ja jeg kan man med meget men mig min mit mod nar nej nogen nu og om op os pa sig
    skal som tak til ud var ved vi vil`),
  tr: spaced(`ama ancak bana ben benim bir biri bu cok da daha de degil diye en gibi hangi icin ile ise kadar kim mi mu misin
    miyim musunuz nasil ne neden nerede niye o olan olarak onu sen siz su var ve veya ya yok istiyorum lutfen merhaba kac tesekkurler tesekkur ederim`),
  ru: spaced(`а без бы был была были в вас вам вот все вы где да для до его ее если есть еще же за и из или им их к как какие какои
    когда кто ли меня мне могу можно мои мы на над не нет ни но ну о об он она они от по под при с со сколько так там то только ты
    у уже что чтобы это я почему пожалуиста нужно хочу спасибо привет здравствуите здравствуй`),
  uk: spaced(`а або але без би був була були в вас вам ви все де до для же з за и и із коли кого кто ли мене мені мени можна можу
    мои ми на над не ні ни але о об він вона вони від по при про с скільки скильки так там те ти тільки у це цеи що щоб щои я як
    якии яки чому будь ласка хочу чи є дякую привіт вітаю`),
} as const

export type SpacedLanguage = keyof typeof functionWords
