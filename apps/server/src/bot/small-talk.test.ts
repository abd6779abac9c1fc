import { describe, expect, test } from 'vitest'
import { showsFrustration } from './frustration.ts'
import { plainSentences } from './plain-sentences.ts'
import { type SmallTalk, smallTalkIn } from './small-talk.ts'

const kindOf = (text: string) => smallTalkIn(plainSentences(text).join(' , '))
const fedUp = (text: string) => plainSentences(text).some(showsFrustration)

describe('small talk', () => {
  const said: Record<SmallTalk, string[]> = {
    greeting: [
      'Hi',
      'hello there',
      'Good morning!',
      'heyyy',
      'How are you?',
      'Hallo',
      'Bonjour',
      '¡Hola!',
      'Привет',
      '你好',
      'こんにちは',
    ],
    thanks: [
      'thanks',
      'Thank you so much!',
      'ok thanks',
      'great, thank you',
      'that helped',
      'merci beaucoup',
      'Danke',
      'спасибо',
      'ありがとう',
    ],
    goodbye: ['bye', 'Good night', 'see you later', 'Have a nice day!', 'Tschüss', 'au revoir'],
    yes: ['yes', 'Yes please', 'sure', 'ok', 'go ahead', 'ja bitte', 'oui'],
    no: ['no', 'no thanks', 'No, thank you.', 'never mind', 'nevermind, found it', 'that is all', 'nein danke'],
    identity: [
      'Are you a human?',
      'are you a bot',
      'Am I talking to a real person?',
      'who are you?',
      'Is this a bot?',
      'Bist du ein Mensch?',
      'Ты человек?',
      '你是人吗？',
    ],
    help: ['help', 'I need help', 'can you help me?', 'I have a question', 'What can you do?'],
  }

  test.each(Object.entries(said))('%s is recognised', (kind, texts) => {
    for (const text of texts) expect(kindOf(text), text).toBe(kind)
  })

  test('is not heard in questions that begin or end like it', () => {
    const questions = [
      'How do I say hello to my customers?',
      'Are you open on Sunday?',
      'Are you able to ship to Norway?',
      'Can you help me install the widget?',
      'Is this refundable?',
      'What is your name server?',
      'No database is found, why?',
      'Thanks page redirects, how do I set that up?',
      'Who are you going to send it to?',
    ]
    for (const question of questions) expect(kindOf(question), question).toBeNull()
  })
})

describe('frustration', () => {
  test('is seen in swearing and in complaints about the answers', () => {
    const fedUpMessages = [
      'this is useless',
      'You are useless',
      'what a stupid bot',
      'you already said that',
      "that's not what I asked",
      'this is a waste of my time',
      'I already told you that',
      'I have asked this three times',
      "you don't understand me",
      "this isn't helping",
      'wtf',
      'this is bullshit',
      'I am so frustrated',
      'stop repeating yourself',
    ]
    for (const text of fedUpMessages) expect(fedUp(text), text).toBe(true)
  })

  test('is not seen in ordinary questions and reports', () => {
    const calm = [
      'The login is not working',
      'My parcel has not arrived',
      'Is this useful for a small team?',
      'I asked for a red one and got a blue one',
      'How do I stop a webhook?',
      'Does it help with GDPR?',
      'The button does not do anything',
      'I am sorry to bother you',
    ]
    for (const text of calm) expect(fedUp(text), text).toBe(false)
  })
})
