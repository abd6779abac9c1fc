import type { Language } from '../knowledge/language-of.ts'

/** What the platform says of its own when a bot's model fails. */
export type FailurePhrases = {
  /** No answer at all. */
  failed: string
  /** The answer so far stands, and is not whole. */
  cutShort: string
  /** The day's allowance is used up. */
  limit: string
  tryAgain: string
}

export const failurePhrases: Readonly<Record<Language, FailurePhrases>> = {
  en: {
    failed: 'Sorry, something went wrong on my side and I could not answer that.',
    cutShort: 'Sorry, I could not finish this answer.',
    limit: 'Sorry, I cannot answer any more questions today.',
    tryAgain: 'Please try again.',
  },
  de: {
    failed: 'Entschuldigung, bei mir ist etwas schiefgegangen, und ich konnte das nicht beantworten.',
    cutShort: 'Entschuldigung, ich konnte diese Antwort nicht zu Ende schreiben.',
    limit: 'Entschuldigung, ich kann heute keine Fragen mehr beantworten.',
    tryAgain: 'Bitte versuchen Sie es noch einmal.',
  },
  fr: {
    failed: 'Désolé, un problème est survenu de mon côté et je n’ai pas pu répondre.',
    cutShort: 'Désolé, je n’ai pas pu terminer cette réponse.',
    limit: 'Désolé, je ne peux plus répondre à d’autres questions aujourd’hui.',
    tryAgain: 'Veuillez réessayer.',
  },
  es: {
    failed: 'Lo siento, algo ha fallado y no he podido responder.',
    cutShort: 'Lo siento, no he podido terminar esta respuesta.',
    limit: 'Lo siento, hoy no puedo responder más preguntas.',
    tryAgain: 'Inténtelo de nuevo.',
  },
  pt: {
    failed: 'Desculpe, algo correu mal do meu lado e não consegui responder.',
    cutShort: 'Desculpe, não consegui terminar esta resposta.',
    limit: 'Desculpe, hoje não posso responder a mais perguntas.',
    tryAgain: 'Por favor, tente novamente.',
  },
  it: {
    failed: 'Mi dispiace, qualcosa è andato storto e non ho potuto rispondere.',
    cutShort: 'Mi dispiace, non ho potuto completare questa risposta.',
    limit: 'Mi dispiace, oggi non posso rispondere ad altre domande.',
    tryAgain: 'Riprovi, per favore.',
  },
  nl: {
    failed: 'Sorry, er ging aan mijn kant iets mis en ik kon dat niet beantwoorden.',
    cutShort: 'Sorry, ik kon dit antwoord niet afmaken.',
    limit: 'Sorry, ik kan vandaag geen vragen meer beantwoorden.',
    tryAgain: 'Probeer het opnieuw.',
  },
  pl: {
    failed: 'Przepraszam, coś poszło nie tak i nie udało mi się odpowiedzieć.',
    cutShort: 'Przepraszam, nie udało mi się dokończyć tej odpowiedzi.',
    limit: 'Przepraszam, dziś nie mogę odpowiedzieć na więcej pytań.',
    tryAgain: 'Proszę spróbować ponownie.',
  },
  sv: {
    failed: 'Förlåt, något gick fel hos mig och jag kunde inte svara på det.',
    cutShort: 'Förlåt, jag kunde inte avsluta det här svaret.',
    limit: 'Förlåt, jag kan inte svara på fler frågor i dag.',
    tryAgain: 'Försök igen.',
  },
  da: {
    failed: 'Beklager, noget gik galt hos mig, og jeg kunne ikke svare på det.',
    cutShort: 'Beklager, jeg kunne ikke afslutte dette svar.',
    limit: 'Beklager, jeg kan ikke svare på flere spørgsmål i dag.',
    tryAgain: 'Prøv igen.',
  },
  tr: {
    failed: 'Üzgünüm, bir şeyler ters gitti ve bunu yanıtlayamadım.',
    cutShort: 'Üzgünüm, bu yanıtı tamamlayamadım.',
    limit: 'Üzgünüm, bugün başka soru yanıtlayamıyorum.',
    tryAgain: 'Lütfen tekrar deneyin.',
  },
  ru: {
    failed: 'Извините, у меня что-то пошло не так, и я не смог ответить.',
    cutShort: 'Извините, я не смог закончить этот ответ.',
    limit: 'Извините, сегодня я больше не могу отвечать на вопросы.',
    tryAgain: 'Пожалуйста, попробуйте ещё раз.',
  },
  uk: {
    failed: 'Вибачте, у мене щось пішло не так, і я не зміг відповісти.',
    cutShort: 'Вибачте, я не зміг закінчити цю відповідь.',
    limit: 'Вибачте, сьогодні я більше не можу відповідати на запитання.',
    tryAgain: 'Будь ласка, спробуйте ще раз.',
  },
  ja: {
    failed: '申し訳ありません。問題が発生し、お答えできませんでした。',
    cutShort: '申し訳ありません。この回答を最後まで書けませんでした。',
    limit: '申し訳ありません。本日はこれ以上お答えできません。',
    tryAgain: 'もう一度お試しください。',
  },
  zh: {
    failed: '抱歉，我这边出了点问题，未能回答。',
    cutShort: '抱歉，我没能写完这个回答。',
    limit: '抱歉，我今天不能再回答问题了。',
    tryAgain: '请再试一次。',
  },
  ko: {
    failed: '죄송합니다. 문제가 생겨 답변하지 못했습니다.',
    cutShort: '죄송합니다. 이 답변을 끝내지 못했습니다.',
    limit: '죄송합니다. 오늘은 더 이상 질문에 답할 수 없습니다.',
    tryAgain: '다시 시도해 주세요.',
  },
  ar: {
    failed: 'عذرًا، حدث خطأ من جهتي ولم أتمكن من الإجابة.',
    cutShort: 'عذرًا، لم أتمكن من إكمال هذه الإجابة.',
    limit: 'عذرًا، لا يمكنني الإجابة عن مزيد من الأسئلة اليوم.',
    tryAgain: 'يرجى المحاولة مرة أخرى.',
  },
  hi: {
    failed: 'क्षमा करें, मेरी ओर से कुछ गड़बड़ हुई और मैं उत्तर नहीं दे सका।',
    cutShort: 'क्षमा करें, मैं यह उत्तर पूरा नहीं कर सका।',
    limit: 'क्षमा करें, आज मैं और प्रश्नों का उत्तर नहीं दे सकता।',
    tryAgain: 'कृपया फिर से प्रयास करें।',
  },
}
