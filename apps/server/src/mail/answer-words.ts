/** What a mail with answers says in one language; `{…}` stands for a name. */
export type AnswerWords = {
  headline: string
  two: string
  many: string
  team: string
  earlier: string
  action: string
  where: string
  reply: string
  why: string
}

type Row = [
  headline: string,
  two: string,
  many: string,
  team: string,
  earlier: string,
  action: string,
  where: string,
  reply: string,
  why: string,
]

/** Catalogues as rows, in the order of `AnswerWords`. */
const rows: Record<string, Row> = {
  en: [
    '{who} answered you',
    '{a} and {b}',
    '{a}, {b} and others',
    'The team',
    'Earlier answers stand in the chat.',
    'Go on with the chat',
    'The link opens your chat in the browser in which you began it. In another one a new chat begins.',
    'Answers to this mail are not read; use the link.',
    'You get this mail because this address was left in a chat with {bot} on {host}. If that was not you, you can leave it.',
  ],
  de: [
    'Neue Antwort von {who}',
    '{a} und {b}',
    '{a}, {b} und anderen',
    'Das Team',
    'Frühere Antworten stehen im Chat.',
    'Chat fortsetzen',
    'Der Link öffnet Ihren Chat in dem Browser, in dem Sie ihn begonnen haben. In einem anderen beginnt ein neuer Chat.',
    'Antworten auf diese E-Mail werden nicht gelesen; nutzen Sie den Link.',
    'Sie erhalten diese E-Mail, weil diese Adresse in einem Chat mit {bot} auf {host} angegeben wurde. Waren Sie das nicht, können Sie sie ignorieren.',
  ],
  fr: [
    'Nouvelle réponse de {who}',
    '{a} et {b}',
    '{a}, {b} et d’autres',
    'L’équipe',
    'Les réponses précédentes se trouvent dans la conversation.',
    'Reprendre la conversation',
    'Le lien ouvre votre conversation dans le navigateur où vous l’avez commencée. Dans un autre, une nouvelle conversation commence.',
    'Les réponses à cet e-mail ne sont pas lues ; utilisez le lien.',
    'Vous recevez cet e-mail car cette adresse a été laissée dans une conversation avec {bot} sur {host}. Si ce n’était pas vous, vous pouvez l’ignorer.',
  ],
  es: [
    'Nueva respuesta de {who}',
    '{a} y {b}',
    '{a}, {b} y otros',
    'El equipo',
    'Las respuestas anteriores están en el chat.',
    'Continuar el chat',
    'El enlace abre su chat en el navegador en el que lo empezó. En otro empieza un chat nuevo.',
    'Las respuestas a este correo no se leen; use el enlace.',
    'Recibe este correo porque esta dirección se dejó en un chat con {bot} en {host}. Si no fue usted, puede ignorarlo.',
  ],
  it: [
    'Nuova risposta da {who}',
    '{a} e {b}',
    '{a}, {b} e altri',
    'Il team',
    'Le risposte precedenti sono nella chat.',
    'Continua la chat',
    'Il link apre la chat nel browser in cui l’ha iniziata. In un altro inizia una nuova chat.',
    'Le risposte a questa e-mail non vengono lette; usi il link.',
    'Riceve questa e-mail perché questo indirizzo è stato lasciato in una chat con {bot} su {host}. Se non è stato lei, può ignorarla.',
  ],
  pt: [
    'Nova resposta de {who}',
    '{a} e {b}',
    '{a}, {b} e outros',
    'A equipe',
    'As respostas anteriores estão no chat.',
    'Continuar o chat',
    'O link abre seu chat no navegador em que você o começou. Em outro, começa um novo chat.',
    'As respostas a este e-mail não são lidas; use o link.',
    'Você recebe este e-mail porque este endereço foi deixado em um chat com {bot} em {host}. Se não foi você, pode ignorá-lo.',
  ],
  nl: [
    'Nieuw antwoord van {who}',
    '{a} en {b}',
    '{a}, {b} en anderen',
    'Het team',
    'Eerdere antwoorden staan in de chat.',
    'Verder met de chat',
    'De link opent uw chat in de browser waarin u die begon. In een andere begint een nieuwe chat.',
    'Antwoorden op deze e-mail worden niet gelezen; gebruik de link.',
    'U krijgt deze e-mail omdat dit adres is achtergelaten in een chat met {bot} op {host}. Was u dat niet, dan kunt u hem negeren.',
  ],
  sv: [
    'Nytt svar från {who}',
    '{a} och {b}',
    '{a}, {b} och andra',
    'Teamet',
    'Tidigare svar finns i chatten.',
    'Fortsätt chatten',
    'Länken öppnar din chatt i den webbläsare där du började den. I en annan börjar en ny chatt.',
    'Svar på detta mejl läses inte; använd länken.',
    'Du får detta mejl för att adressen lämnades i en chatt med {bot} på {host}. Var det inte du kan du bortse från det.',
  ],
  pl: [
    'Nowa odpowiedź: {who}',
    '{a} i {b}',
    '{a}, {b} i inni',
    'Zespół',
    'Wcześniejsze odpowiedzi są w czacie.',
    'Wróć do czatu',
    'Link otwiera czat w przeglądarce, w której został rozpoczęty. W innej zaczyna się nowy czat.',
    'Odpowiedzi na tę wiadomość nie są czytane; użyj linku.',
    'Otrzymujesz tę wiadomość, ponieważ ten adres podano w czacie z {bot} na {host}. Jeśli to nie Ty, możesz ją zignorować.',
  ],
  tr: [
    'Yeni yanıt: {who}',
    '{a} ve {b}',
    '{a}, {b} ve diğerleri',
    'Ekip',
    'Önceki yanıtlar sohbette duruyor.',
    'Sohbete devam et',
    'Bağlantı, sohbetinizi başlattığınız tarayıcıda açar. Başka bir tarayıcıda yeni bir sohbet başlar.',
    'Bu e-postaya verilen yanıtlar okunmaz; bağlantıyı kullanın.',
    'Bu e-postayı, bu adres {host} üzerinde {bot} ile bir sohbette bırakıldığı için alıyorsunuz. Siz değilseniz yok sayabilirsiniz.',
  ],
  ru: [
    'Новый ответ: {who}',
    '{a} и {b}',
    '{a}, {b} и другие',
    'Команда',
    'Более ранние ответы находятся в чате.',
    'Продолжить чат',
    'Ссылка открывает ваш чат в том браузере, в котором вы его начали. В другом начнётся новый чат.',
    'Ответы на это письмо никто не читает; воспользуйтесь ссылкой.',
    'Вы получили это письмо, потому что этот адрес оставили в чате с {bot} на {host}. Если это были не вы, просто не обращайте на него внимания.',
  ],
  uk: [
    'Нова відповідь: {who}',
    '{a} і {b}',
    '{a}, {b} та інші',
    'Команда',
    'Попередні відповіді є в чаті.',
    'Продовжити чат',
    'Посилання відкриває ваш чат у браузері, у якому ви його почали. В іншому почнеться новий чат.',
    'Відповіді на цей лист ніхто не читає; скористайтеся посиланням.',
    'Ви отримали цей лист, бо цю адресу залишили в чаті з {bot} на {host}. Якщо це були не ви, просто не зважайте на нього.',
  ],
  ja: [
    '{who} からの新しい返信',
    '{a}、{b}',
    '{a}、{b} ほか',
    'チーム',
    '以前の返信はチャットにあります。',
    'チャットを続ける',
    'リンクは、チャットを始めたブラウザーで開くと続きが表示されます。別のブラウザーでは新しいチャットが始まります。',
    'このメールへの返信は読まれません。リンクをご利用ください。',
    'このメールは、{host} の {bot} とのチャットでこのアドレスが入力されたためお送りしています。お心当たりがない場合は無視してください。',
  ],
  zh: [
    '{who} 回复了您',
    '{a} 和 {b}',
    '{a}、{b} 等人',
    '团队',
    '更早的回复在聊天中。',
    '继续聊天',
    '请在您开始聊天的浏览器中打开链接；在其他浏览器中会开始新的聊天。',
    '对此邮件的回复无人查看，请使用链接。',
    '您收到此邮件，是因为有人在 {host} 与 {bot} 的聊天中留下了此地址。如果不是您本人，请忽略。',
  ],
  ar: [
    'رد جديد من {who}',
    '{a} و{b}',
    '{a} و{b} وآخرون',
    'الفريق',
    'الردود السابقة موجودة في المحادثة.',
    'متابعة المحادثة',
    'يفتح الرابط محادثتك في المتصفح الذي بدأتها فيه. في متصفح آخر تبدأ محادثة جديدة.',
    'لا تُقرأ الردود على هذه الرسالة؛ استخدم الرابط.',
    'تصلك هذه الرسالة لأن هذا العنوان تُرك في محادثة مع {bot} على {host}. إن لم تكن أنت فيمكنك تجاهلها.',
  ],
  he: [
    'תשובה חדשה מאת {who}',
    '{a} ו־{b}',
    '{a}, {b} ואחרים',
    'הצוות',
    'תשובות קודמות נמצאות בצ׳אט.',
    'להמשיך בצ׳אט',
    'הקישור פותח את הצ׳אט בדפדפן שבו התחלתם אותו. בדפדפן אחר מתחיל צ׳אט חדש.',
    'תשובות להודעה זו אינן נקראות; השתמשו בקישור.',
    'קיבלתם הודעה זו כי הכתובת נמסרה בצ׳אט עם {bot} באתר {host}. אם לא הייתם אלה, אפשר להתעלם ממנה.',
  ],
}

export const answerLanguages = Object.keys(rows)

/** The words of the first of these language tags that there is a catalogue for, else English; with its tag and direction. */
export function answerWords(wanted: readonly (string | null)[]) {
  const tag = wanted.find((one) => one !== null && mainPart(one) in rows) ?? 'en'
  const [headline, two, many, team, earlier, action, where, reply, why] = rows[mainPart(tag)] ?? rows.en ?? noRow()
  const words: AnswerWords = { headline, two, many, team, earlier, action, where, reply, why }
  const direction: 'ltr' | 'rtl' = ['ar', 'he'].includes(mainPart(tag)) ? 'rtl' : 'ltr'
  return { words, language: mainPart(tag), direction }
}

/** Puts names into a sentence; a name that holds `{…}` itself stays as it is. */
export function filled(sentence: string, names: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)
}

const mainPart = (tag: string) => tag.toLowerCase().split(/[-_]/)[0] ?? ''

function noRow(): never {
  throw new Error('the English words are gone')
}
