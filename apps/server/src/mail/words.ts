import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { he } from './words/he.ts'
import { it } from './words/it.ts'
import { ja } from './words/ja.ts'
import { nl } from './words/nl.ts'
import { pl } from './words/pl.ts'
import { pt } from './words/pt.ts'
import { ru } from './words/ru.ts'
import { sv } from './words/sv.ts'
import { tr } from './words/tr.ts'
import { uk } from './words/uk.ts'
import { zh } from './words/zh.ts'

/** One sentence for each form that the language has when it counts. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

type Catalogue<Part> = {
  [Key in keyof Part]: Part[Key] extends string
    ? string
    : Part[Key] extends { other: string }
      ? Plural
      : Catalogue<Part[Key]>
}

/** Everything that mails say, in one language. */
export type Words = Catalogue<typeof en>

/** By language; each is complete, the compiler holds it. */
export const catalogues: Record<string, Words> = { ar, de, en, es, fr, he, it, ja, nl, pl, pt, ru, sv, tr, uk, zh }
