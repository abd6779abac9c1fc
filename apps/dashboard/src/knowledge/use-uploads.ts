import { knowledgeLimits } from '@baton/protocol'
import { useEffect, useRef, useState } from 'react'
import { uploadKnowledge } from '../api/knowledge.ts'
import { isPassing } from '../api/problem.ts'
import { knowledgeTexts } from '../texts/knowledge.ts'
import { randomId } from '../ui/random-id.ts'
import { useLookAgain } from './use-knowledge.ts'

const texts = knowledgeTexts.files
const AT_ONCE = 2

export type Upload = {
  id: string
  file: File
  state: 'waiting' | 'sending' | 'sent' | 'failed'
  /** The share that is sent, 0 to 1. */
  share: number
  error: string | null
  /** Whether sending it again could help. */
  passing: boolean
}

export type Uploads = {
  list: readonly Upload[]
  add: (files: readonly File[]) => void
  again: (id: string) => void
  /** Takes a file out of the list; one that is being sent is stopped. */
  forget: (id: string) => void
  forgetSent: () => void
}

/** Sends files one after the other, two at a time, whether or not anybody looks at the list. */
export function useUploads(botId: string): Uploads {
  const [list, setList] = useState<readonly Upload[]>([])
  const sending = useRef(new Map<string, AbortController>())
  const lookAgain = useLookAgain(botId)
  const change = (id: string, values: Partial<Upload>) =>
    setList((all) => all.map((one) => (one.id === id ? { ...one, ...values } : one)))

  const send = async ({ id, file }: Upload) => {
    const ending = new AbortController()
    sending.current.set(id, ending)
    change(id, { state: 'sending', share: 0, error: null })
    try {
      await uploadKnowledge(botId, file, (share) => change(id, { share }), ending.signal)
      change(id, { state: 'sent', share: 1 })
      lookAgain()
    } catch (error) {
      change(id, { state: 'failed', error: error instanceof Error ? error.message : '', passing: isPassing(error) })
    } finally {
      sending.current.delete(id)
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the list changes, the next may have its turn
  useEffect(() => {
    const room = AT_ONCE - sending.current.size
    const next = list.filter(({ id, state }) => state === 'waiting' && !sending.current.has(id))
    for (const one of next.slice(0, Math.max(0, room))) void send(one)
  }, [list])
  useEffect(() => {
    const all = sending.current
    return () => {
      for (const ending of all.values()) ending.abort()
    }
  }, [])

  return {
    list,
    add: (files) => setList((all) => [...all, ...files.map(newUpload)]),
    again: (id) => change(id, { state: 'waiting', share: 0, error: null }),
    forget: (id) => {
      sending.current.get(id)?.abort()
      sending.current.delete(id)
      setList((all) => all.filter((one) => one.id !== id))
    },
    forgetSent: () => setList((all) => all.filter(({ state }) => state !== 'sent')),
  }
}

/** What the server would refuse for its size is not sent to it. */
function newUpload(file: File): Upload {
  const error = file.size > knowledgeLimits.fileBytes ? texts.tooLarge : file.size === 0 ? texts.empty : null
  return { id: randomId(), file, state: error === null ? 'waiting' : 'failed', share: 0, error, passing: false }
}
