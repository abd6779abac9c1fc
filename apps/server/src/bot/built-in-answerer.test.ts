import { describe, expect, test } from 'vitest'
import type { Passage, Turn, TurnEntry, TurnPart } from './bot-port.ts'
import { createBuiltInAnswerer } from './built-in-answerer.ts'
import { phrases } from './phrases.ts'

const opening: Passage = {
  knowledgeId: 'k-hours',
  title: 'Opening hours',
  url: 'https://shop.example/hours',
  text: 'The shop is open from Monday to Friday, nine to five. It is closed on Sunday.',
  score: 0.9,
}
const returns: Passage = {
  knowledgeId: 'k-returns',
  title: 'Returns',
  url: null,
  text: '## How to return an order\n\n1. Pack it up.\n2. Print the **label** from [your account](https://shop.example/me).\n3. Drop it at any post office.',
  score: 0.85,
}

/** Finds by one word, so that the test decides what is known. */
async function search(query: string): Promise<Passage[]> {
  const words = query.toLowerCase()
  return [...(words.includes('open') ? [opening] : []), ...(words.includes('return') ? [returns] : [])]
}

type Said = [by: TurnEntry['by'], text: string]

function turnOf(messages: string[], { before = [], ...rest }: Partial<Turn> & { before?: Said[] } = {}): Turn {
  const history = before.map(([by, text], index): TurnEntry => ({ seq: index + 2, by, text }))
  const unanswered = messages.map((text, index): TurnEntry => ({ seq: 50 + index, by: 'customer', text }))
  return {
    bot: { id: 'robo', name: 'Robo', instructions: '' },
    history: [...history, ...unanswered],
    unanswered,
    conversationId: 'c1',
    handoff: null,
    keywords: [],
    powerUpSettings: {},
    powerUps: ['talk_to_a_human'],
    humanState: 'available',
    search,
    signal: new AbortController().signal,
    ...rest,
  }
}

async function replyTo(turn: Turn) {
  const parts: TurnPart[] = []
  for await (const part of createBuiltInAnswerer({ pause: async () => {} }).answer(turn)) parts.push(part)
  return {
    text: parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join(''),
    calls: parts.flatMap((part) => (part.kind === 'call' ? [part.reason] : [])),
    sources: parts.flatMap((part) => (part.kind === 'source' ? [part.title] : [])),
  }
}

const english = phrases.en
const withoutPowerUp = { powerUps: [], humanState: 'unavailable' } as const
const mentionsPeople = /human|person|people|team|agent|colleague|someone|e-mail/i

describe('what knowledge answers', () => {
  test('is said in the words of the knowledge, with its source and without an offer', async () => {
    expect(await replyTo(turnOf(['When are you open?']))).toEqual({
      text: opening.text,
      calls: [],
      sources: ['Opening hours'],
    })
  })

  test('is told without the marks of its markup', async () => {
    const { text } = await replyTo(turnOf(['How do I return an order?']))
    expect(text).toBe(
      '1. Pack it up.\n2. Print the label from your account (https://shop.example/me).\n3. Drop it at any post office.',
    )
  })

  test('is answered in one reply for all messages that Dana sent meanwhile', async () => {
    const reply = await replyTo(turnOf(['Hi', 'When are you open?', 'and how do I return something?']))
    expect(reply.text).toMatch(/^Hello\.\n\nThe shop is open/)
    expect(reply.text).toContain('Pack it up')
    expect(reply.sources).toEqual(['Opening hours', 'Returns'])
    expect(reply.calls).toEqual([])
  })

  test('is answered beside what is not known, which is said and offered', async () => {
    const reply = await replyTo(turnOf(['When are you open? And who painted the sign?']))
    expect(reply.text).toContain(opening.text)
    expect(reply.text).toContain(`${english.restNotKnown} ${english.offer}`)
    expect(reply.calls).toEqual(['knowledge_gap'])
  })

  test('answers a follow-up by what was asked before', async () => {
    const before: Said[] = [
      ['customer', 'Are you open today?'],
      ['bot', opening.text],
    ]
    expect((await replyTo(turnOf(['and how about that on Sunday?'], { before }))).sources).toEqual(['Opening hours'])
  })

  test('is not taken from passages that hardly speak of the question', async () => {
    const weak = { search: async () => [{ ...opening, score: 0.3 }] }
    expect((await replyTo(turnOf(['When are you open?'], weak))).calls).toEqual(['knowledge_gap'])
  })
})

describe('what nothing answers', () => {
  test('is said honestly in one sentence, and a person is offered', async () => {
    const reply = await replyTo(turnOf(['Where is my parcel?']))
    expect(reply.text).toBe(`${english.notKnown} ${english.offer}`)
    expect(reply.calls).toEqual(['knowledge_gap'])
    expect(reply.sources).toEqual([])
  })

  test('twice in a row is offered as unable to answer', async () => {
    const first = await replyTo(turnOf(['Where is my parcel?']))
    const before: Said[] = [
      ['customer', 'Where is my parcel?'],
      ['bot', first.text],
    ]
    expect((await replyTo(turnOf(['And who carries it?'], { before }))).calls).toEqual(['unable_to_answer'])
    const between: Said[] = [...before, ['customer', 'When are you open?'], ['bot', opening.text]]
    expect((await replyTo(turnOf(['And who carries it?'], { before: between }))).calls).toEqual(['knowledge_gap'])
  })

  test('without the power-up, no person is mentioned at all', async () => {
    for (const message of [
      'Where is my parcel?',
      'this is useless',
      'hello',
      '???',
      'When are you open? And the parcel?',
    ]) {
      const reply = await replyTo(turnOf([message], withoutPowerUp))
      expect(reply.text, message).not.toMatch(mentionsPeople)
      expect(reply.calls).toEqual([])
    }
  })

  test('while Dana waits, it says that the team was told and offers nothing twice', async () => {
    const reply = await replyTo(turnOf(['Where is my parcel?'], { humanState: 'waiting' }))
    expect(reply.text).toBe(`${english.notKnown} ${english.teamTold}`)
    expect(reply.calls).toEqual([])
  })

  test('a question without a subject is asked back once, not given up on', async () => {
    const reply = await replyTo(turnOf(['how does it work?']))
    expect(reply).toEqual({ text: english.whatAbout, calls: [], sources: [] })
    const before: Said[] = [
      ['customer', 'hm?'],
      ['bot', english.whatAbout],
    ]
    expect((await replyTo(turnOf(['how?'], { before }))).calls).toEqual(['knowledge_gap'])
  })
})

describe('a request for a person', () => {
  test('is answered with the offer and promises nobody', async () => {
    const reply = await replyTo(turnOf(['this bot is useless, give me a person']))
    expect(reply).toEqual({ text: `${english.ofCourse} ${english.offer}`, calls: ['direct_request'], sources: [] })
    for (const { offer } of Object.values(phrases))
      expect(offer).not.toMatch(/will join|is coming|on (their|the) way|connecting/i)
  })

  test('is answered in the language of the request', async () => {
    const reply = await replyTo(turnOf(['Ich möchte mit einem Menschen sprechen']))
    expect(reply.text).toContain(phrases.de.offer)
    expect(reply.calls).toEqual(['direct_request'])
  })

  test('is refused honestly where the power-up is missing', async () => {
    const reply = await replyTo(turnOf(['Can I talk to a human?'], withoutPowerUp))
    expect(reply).toEqual({ text: english.cannotBring, calls: [], sources: [] })
  })

  test('while waiting gets no second offer but the news that the team was told', async () => {
    const reply = await replyTo(turnOf(['Can I talk to a human?'], { humanState: 'waiting' }))
    expect(reply).toEqual({ text: english.teamTold, calls: [], sources: [] })
  })

  test('beside a question does not leave the question unanswered', async () => {
    const reply = await replyTo(turnOf(['Can I talk to a human?', 'And when are you open?']))
    expect(reply.text).toBe(`${opening.text}\n\n${english.ofCourse} ${english.offer}`)
    expect(reply.calls).toEqual(['direct_request'])
  })

  test('that is taken back in the next message is no request', async () => {
    expect((await replyTo(turnOf(['Can I talk to a human?', 'never mind, found it']))).calls).toEqual([])
  })

  test('may be a yes, or an address typed into the chat, after the offer', async () => {
    const before: Said[] = [
      ['customer', 'Where is my parcel?'],
      ['bot', `${english.notKnown} ${english.offer}`],
    ]
    for (const message of ['yes please', 'dana@example.com', 'ok']) {
      expect((await replyTo(turnOf([message], { before }))).calls, message).toEqual(['direct_request'])
    }
    for (const message of ['no thanks', 'ok. When are you open?']) {
      expect((await replyTo(turnOf([message], { before }))).calls, message).toEqual([])
    }
  })

  test('is not "Are you a human?", which gets the truth', async () => {
    const reply = await replyTo(turnOf(['Are you a human?']))
    expect(reply).toEqual({ text: 'I am Robo, a bot. My answers are automatic.', calls: [], sources: [] })
  })
})

describe('frustration', () => {
  test('is met with regret and the offer', async () => {
    const reply = await replyTo(turnOf(['you already said that, this is useless']))
    expect(reply.text).toBe(`${english.sorry} ${english.offer}`)
    expect(reply.calls).toEqual(['frustrated'])
  })

  test('is seen in the same question asked again', async () => {
    const before: Said[] = [
      ['customer', 'When are you open?'],
      ['bot', opening.text],
    ]
    const reply = await replyTo(turnOf(['when are you open'], { before }))
    expect(reply.text).toBe(`${opening.text}\n\n${english.offer}`)
    expect(reply.calls).toEqual(['frustrated'])
  })

  test('does not keep an answer back', async () => {
    const reply = await replyTo(turnOf(['this is bullshit. When are you open?']))
    expect(reply.text).toContain(opening.text)
    expect(reply.calls).toEqual(['frustrated'])
  })
})

describe('courtesy', () => {
  test.each([
    ['hello', english.helloHelp],
    ['Hello Robo!', english.helloHelp],
    ['hey robo', english.helloHelp],
    ['thanks a lot', english.welcome],
    ['bye', english.goodbye],
    ['help', english.whatAbout],
    ['hola', phrases.es.helloHelp],
    ['danke', phrases.de.welcome],
  ])('answers "%s" shortly', async (message, text) => {
    expect(await replyTo(turnOf([message]))).toEqual({ text, calls: [], sources: [] })
  })

  test('never leaves a message without a word', async () => {
    for (const message of ['', ' ', '...', '👍', '<script>alert(1)</script>', '0', '\u0000', 'a'.repeat(4000), '$&']) {
      expect((await replyTo(turnOf([message]))).text, JSON.stringify(message)).not.toBe('')
    }
  })

  test('is not bent by a name with special characters', async () => {
    const turn = turnOf(['who are you?'], { bot: { id: 'b', name: 'Robo $& $1 (2)', instructions: '' } })
    expect((await replyTo(turn)).text).toBe('I am Robo $& $1 (2), a bot. My answers are automatic.')
  })
})

describe('the pace', () => {
  test('takes half a second to a second and a half, in pieces that make the text', async () => {
    for (const message of ['hello', 'When are you open?', 'How do I return an order?', '人と話したい']) {
      let waited = 0
      let pieces = 0
      const pause = async (ms: number) => {
        waited += ms
      }
      for await (const part of createBuiltInAnswerer({ pause }).answer(turnOf([message])))
        if (part.kind === 'text') pieces += 1
      expect(waited, message).toBeGreaterThanOrEqual(250)
      expect(waited, message).toBeLessThanOrEqual(1500)
      expect(pieces, message).toBeGreaterThan(2)
    }
  })

  test('stops in the middle of a reply when Chidi claims', async () => {
    const claimed = new AbortController()
    const said: TurnPart[] = []
    for await (const part of createBuiltInAnswerer({ pause: async () => {} }).answer(
      turnOf(['Where is my parcel?'], { signal: claimed.signal }),
    )) {
      said.push(part)
      if (said.length === 3) claimed.abort()
    }
    expect(said).toHaveLength(3)
    expect(said.every(({ kind }) => kind === 'text')).toBe(true)
  })

  test('stops at once although a search never ends', async () => {
    const claimed = new AbortController()
    const turn = turnOf(['When are you open?'], { signal: claimed.signal, search: () => new Promise(() => {}) })
    const reply = replyTo(turn)
    claimed.abort()
    expect(await reply).toEqual({ text: '', calls: [], sources: [] })
  })

  test('stops a real pause at once', async () => {
    const claimed = new AbortController()
    const start = performance.now()
    const parts: TurnPart[] = []
    for await (const part of createBuiltInAnswerer().answer(
      turnOf(['Where is my parcel?'], { signal: claimed.signal }),
    )) {
      parts.push(part)
      claimed.abort()
    }
    expect(parts).toHaveLength(1)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test('says nothing when the turn is over before it begins', async () => {
    expect((await replyTo(turnOf(['hello'], { signal: AbortSignal.abort() }))).text).toBe('')
  })

  test('a search that fails is no answer but an error', async () => {
    const turn = turnOf(['When are you open?'], { search: () => Promise.reject(new Error('no index')) })
    await expect(replyTo(turn)).rejects.toThrow('no index')
  })
})
