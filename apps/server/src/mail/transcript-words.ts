type Words = { before: string; you: string }

/** What stands over and in the part of a mail that shows what was said before, in the languages of `answer-words.ts`. */
const rows: Record<string, [before: string, you: string]> = {
  en: ['Earlier in this chat', 'You'],
  de: ['Zuvor in diesem Chat', 'Sie'],
  fr: ['Plus tôt dans cette conversation', 'Vous'],
  es: ['Antes en este chat', 'Usted'],
  it: ['In precedenza in questa chat', 'Lei'],
  pt: ['Antes neste chat', 'Você'],
  nl: ['Eerder in deze chat', 'U'],
  sv: ['Tidigare i chatten', 'Du'],
  pl: ['Wcześniej w tym czacie', 'Ty'],
  tr: ['Bu sohbette daha önce', 'Siz'],
  ru: ['Ранее в этом чате', 'Вы'],
  uk: ['Раніше в цьому чаті', 'Ви'],
  ja: ['このチャットのこれまでのやり取り', 'あなた'],
  zh: ['此前的聊天内容', '您'],
  ar: ['سابقًا في هذه المحادثة', 'أنت'],
  he: ['קודם לכן בצ׳אט', 'אתם'],
}

/** The words in this language; in English where there are none. */
export function transcriptWords(language: string): Words {
  const [before, you] = rows[language] ?? rows.en ?? ['', '']
  return { before, you }
}

export const transcriptLanguages = Object.keys(rows)
