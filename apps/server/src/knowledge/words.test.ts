import { describe, expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'
import { foldWord } from './fold-word.ts'
import { evidentLanguage, languageOf } from './language-of.ts'
import { wordsOf } from './plain-words.ts'
import { questionWords, wording } from './question-words.ts'

describe('words', () => {
  test('are lower case, without accents, and joined where people write them apart or together', () => {
    expect(wordsOf("Café's E-Mail: l'article, set-up & Log in")).toEqual(['cafe', 'email', 'article', 'setup', 'login'])
  })

  test('of scripts without spaces are pairs of characters', () => {
    expect(wordsOf('営業時間は')).toEqual(['営業', '業時', '時間', '間は'])
  })

  test.each([
    ['claim', 'claims', 'claimed', 'claiming'],
    ['escalate', 'escalates', 'escalated', 'escalation'],
    ['run', 'running', 'runs'],
    ['company', 'companies'],
    ['notify', 'notified', 'notification'],
    ['invite', 'invites', 'inviting', 'invitation'],
    ['install', 'installing', 'installation'],
    ['price', 'pricing', 'cost', 'fee'],
  ])('%s and its forms are one word', (word, ...forms) => {
    for (const form of forms) expect(foldWord(form), form).toBe(foldWord(word))
  })

  test.each([
    ['business', 'busy'],
    ['custom', 'customer'],
    ['need', 'ned'],
    ['news', 'new'],
    ['string', 'str'],
    ['address', 'addres'],
  ])('%s and %s are two words', (one, other) => {
    expect(foldWord(one)).not.toBe(foldWord(other))
  })
})

test('the distance between words counts letters added, dropped, replaced and swapped', () => {
  expect(editDistance('human', 'human')).toBe(0)
  expect(editDistance('human', 'humna')).toBe(1)
  expect(editDistance('agent', 'agen')).toBe(1)
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('', 'abc')).toBe(3)
})

describe('the language of a message', () => {
  test.each([
    ['en', 'How do I reset my password?'],
    ['de', 'Wie kann ich meine Bestellung stornieren?'],
    ['fr', 'Comment puis-je annuler ma commande ?'],
    ['es', '¿Cómo puedo cancelar mi pedido?'],
    ['pt', 'Como posso cancelar o meu pedido?'],
    ['it', 'Come posso annullare il mio ordine?'],
    ['nl', 'Hoe kan ik mijn bestelling annuleren?'],
    ['pl', 'Jak mogę anulować moje zamówienie?'],
    ['sv', 'Hur kan jag avbryta min beställning?'],
    ['da', 'Hvordan kan jeg annullere min ordre?'],
    ['tr', 'Siparişimi nasıl iptal edebilirim, bir sorun var mı?'],
    ['ru', 'Как мне отменить мой заказ?'],
    ['uk', 'Як мені скасувати моє замовлення?'],
    ['ja', '注文をキャンセルするには？'],
    ['zh', '怎么取消订单？'],
    ['ko', '주문을 어떻게 취소하나요?'],
    ['ar', 'كيف يمكنني إلغاء طلبي؟'],
    ['hi', 'मैं अपना ऑर्डर कैसे रद्द करूँ?'],
  ])('%s is recognised', (language, text) => {
    expect(languageOf(text)).toBe(language)
  })

  test('is not guessed from words that English has too', () => {
    for (const text of ['I manage ten people', 'Die cast parts for a van', 'the war on sin', 'man on the moon']) {
      expect(languageOf(text), text).toBe('en')
    }
    expect(evidentLanguage('iPhone 15')).toBeNull()
  })
})

describe('a question', () => {
  test('is about its words of substance', () => {
    expect(questionWords('Who can claim the escalated conversations?')).toEqual({
      subject: ['claim', 'escal', 'convers'],
      asking: ['who'],
    })
    expect(questionWords('How does it work?').subject).toEqual([])
  })

  test('costs no more when a page is pasted into it', () => {
    const page = Array.from({ length: 5000 }, (_, index) => `word${index}`).join(' ')
    expect(questionWords(page).subject).toHaveLength(32)
  })

  test('is worded like the heading that asks the same', () => {
    const question = 'How does human takeover work?'
    expect(wording(question, 'How human takeover works')).toBeGreaterThan(
      wording(question, 'How to switch human takeover on'),
    )
    expect(wording('', '')).toBe(0)
  })
})
