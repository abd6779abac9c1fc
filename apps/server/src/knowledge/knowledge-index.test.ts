import { describe, expect, test } from 'vitest'
import { createKnowledgeIndex } from './knowledge-index.ts'
import type { Article } from './knowledge-search.ts'

function article(id: string, text: string, title = `Article ${id}`, updatedAt = 1): Article {
  return { id, title, url: null, text, updatedAt }
}

/** A team's knowledge that can be changed, and that counts how often it was read. */
function source(
  articles: Record<string, Article[]>,
  maxCharacters?: number,
  slowly: () => Promise<unknown> = async () => {},
) {
  let running = 0
  let most = 0
  const loads: string[] = []
  const versions = new Map<string, number>()
  return {
    loads,
    /** The most reads that there were at once. */
    atOnce: () => most,
    articles,
    change: (botId: string) => versions.set(botId, (versions.get(botId) ?? 0) + 1),
    index: createKnowledgeIndex({
      load: async (botId) => {
        loads.push(botId)
        running += 1
        most = Math.max(most, running)
        await slowly()
        running -= 1
        return articles[botId] ?? []
      },
      version: async (botId) => String(versions.get(botId) ?? 0),
      ...(maxCharacters === undefined ? {} : { maxCharacters }),
    }),
  }
}

const shop = [
  article('hours', 'The shop is open from Monday to Friday.', 'Opening hours'),
  article('returns', 'You can return an order within thirty days. The refund takes five days.', 'Returns and refunds'),
  article('delivery', 'Delivery to Norway costs twelve euros.', 'Delivery'),
]

const titles = async (question: string, articles = shop) =>
  (await source({ robo: articles }).index.search('robo', question, 5)).map(({ title }) => title)

describe('a search', () => {
  test('finds the article that speaks of the question first', async () => {
    expect((await titles('When are you open?'))[0]).toBe('Opening hours')
    expect((await titles('How long does a refund take?'))[0]).toBe('Returns and refunds')
  })

  test('finds other forms of the words, synonyms and misspellings', async () => {
    expect((await titles('returning orders'))[0]).toBe('Returns and refunds')
    expect((await titles('what is the shipping price to norway'))[0]).toBe('Delivery')
    expect((await titles('delivrey to norwya'))[0]).toBe('Delivery')
  })

  test('finds a word by its beginning', async () => {
    expect((await titles('Norw'))[0]).toBe('Delivery')
  })

  test('says how much of the question a passage speaks of', async () => {
    const { index } = source({ robo: shop })
    const [whole] = await index.search('robo', 'delivery to Norway', 5)
    const [half] = await index.search('robo', 'delivery of pianos', 5)
    const none = await index.search('robo', 'brown pianos', 5)
    expect(whole?.score).toBeGreaterThan(0.9)
    expect(half?.score).toBeLessThan(0.6)
    expect(none).toEqual([])
  })

  test('finds nothing for questions without a subject, and never more than asked for', async () => {
    const { index } = source({ robo: shop })
    expect(await index.search('robo', 'how does it work?', 5)).toEqual([])
    expect(await index.search('robo', '', 5)).toEqual([])
    expect(await index.search('robo', 'the order, the delivery, the shop', 2)).toHaveLength(2)
    expect(await index.search('robo', 'delivery', 0)).toEqual([])
    expect(await index.search('robo', 'delivery', -1)).toEqual([])
  })

  test('finds words of other languages and scripts', async () => {
    const articles = [
      article('de', 'Bestellungen können innerhalb von 30 Tagen storniert werden.', 'Stornierung'),
      article('ja', '営業時間は平日の9時から17時までです。', '営業時間'),
      article('ru', 'Возврат денег занимает пять дней.', 'Возврат'),
    ]
    expect((await titles('Wie werden Bestellungen storniert?', articles))[0]).toBe('Stornierung')
    expect((await titles('営業時間を教えてください', articles))[0]).toBe('営業時間')
    expect((await titles('Сколько занимает возврат денег?', articles))[0]).toBe('Возврат')
  })

  test('puts the newer of two equal passages first', async () => {
    const articles = [
      article('old', 'Parking is free.', 'Parking', 1),
      article('new', 'Parking is free.', 'Parking', 2),
    ]
    const found = await source({ robo: articles }).index.search('robo', 'parking', 2)
    expect(found.map(({ knowledgeId }) => knowledgeId)).toEqual(['new', 'old'])
  })

  test('keeps the knowledge of bots apart', async () => {
    const { index } = source({ robo: shop, rival: [article('secret', 'The vault code is 4711.', 'Vault')] })
    expect(await index.search('robo', 'vault code', 5)).toEqual([])
    expect(await index.search('nobody', 'vault code', 5)).toEqual([])
  })

  test('is not confused by words that objects have anyway', async () => {
    const { index } = source({ robo: shop })
    expect(await index.search('robo', 'constructor __proto__ toString hasOwnProperty', 5)).toEqual([])
  })
})

describe('what was read', () => {
  test('is kept while the version stays the same, and read again when it changes', async () => {
    const team = source({ robo: [...shop] })
    await team.index.search('robo', 'norway', 5)
    await team.index.search('robo', 'norway', 5)
    expect(team.loads).toEqual(['robo'])
    team.articles.robo = [article('parking', 'Parking is free.', 'Parking')]
    team.change('robo')
    expect(await team.index.search('robo', 'norway', 5)).toEqual([])
    expect((await team.index.search('robo', 'parking', 5))[0]?.title).toBe('Parking')
    expect(team.loads).toEqual(['robo', 'robo'])
  })

  test('is read once for searches that come together', async () => {
    const team = source({ robo: shop })
    await Promise.all(Array.from({ length: 20 }, () => team.index.search('robo', 'norway', 1)))
    expect(team.loads).toEqual(['robo'])
  })

  test('is read by one search after the other while it changes, never by two at once', async () => {
    const team = source({ robo: shop }, undefined, () => new Promise((resolve) => setTimeout(resolve, 5)))
    const searches = Array.from({ length: 12 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index))
      team.articles.robo = [...shop, article(`new${index}`, `Gate ${index} has a xylophone${index}.`)]
      team.change('robo')
      await team.index.search('robo', `xylophone${index}`, 1)
    })
    await Promise.all(searches)
    expect(team.atOnce()).toBe(1)
    expect(team.loads.length).toBeLessThanOrEqual(12)
    expect((await team.index.search('robo', 'xylophone11', 1))[0]?.title).toBe('Article new11')
  })

  test('is forgotten when told so', async () => {
    const team = source({ robo: shop })
    await team.index.search('robo', 'norway', 1)
    team.index.invalidate('robo')
    await team.index.search('robo', 'norway', 1)
    expect(team.loads).toEqual(['robo', 'robo'])
  })

  test('is dropped, least recently used first, when all of it weighs too much', async () => {
    const big = (id: string) => [article(id, `${id} `.repeat(200))]
    const team = source({ a: big('apple'), b: big('berry'), c: big('cherry') }, 3000)
    await team.index.search('a', 'apple', 1)
    await team.index.search('b', 'berry', 1)
    await team.index.search('a', 'apple', 1)
    await team.index.search('c', 'cherry', 1)
    expect(team.loads).toEqual(['a', 'b', 'c'])
    await team.index.search('a', 'apple', 1)
    expect(team.loads).toEqual(['a', 'b', 'c'])
    await team.index.search('b', 'berry', 1)
    expect(team.loads).toEqual(['a', 'b', 'c', 'b'])
  })

  test('that alone weighs too much still serves', async () => {
    const team = source({ robo: [article('big', 'apple '.repeat(5000))] }, 100)
    expect(await team.index.search('robo', 'apple', 1)).toHaveLength(1)
    await team.index.search('robo', 'apple', 1)
    expect(team.loads).toEqual(['robo'])
  })

  test('a failed reading is thrown and tried again by the next search', async () => {
    let fails = true
    const index = createKnowledgeIndex({
      load: async () => {
        if (fails) throw new Error('database gone')
        return shop
      },
      version: async () => '1',
    })
    await expect(index.search('robo', 'norway', 1)).rejects.toThrow('database gone')
    fails = false
    expect(await index.search('robo', 'norway', 1)).toHaveLength(1)
  })

  test('is read without stopping everybody else', async () => {
    const words = Array.from({ length: 3000 }, (_, index) => `word${index * 7}x`)
    const text = Array.from({ length: 400 }, (_, row) => `${words.slice(row, row + 60).join(' ')}.`).join('\n\n')
    const team = source({ robo: [article('huge', text), article('huger', text)] })
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    await team.index.search('robo', 'word7x', 5)
    clearInterval(timer)
    expect(longest).toBeLessThan(500)
  })
})
