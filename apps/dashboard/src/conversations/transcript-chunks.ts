import { type Block, runOf } from './group-transcript.ts'

/** A run of the transcript that is drawn, or kept as an empty place of the same height, as one. */
export type Chunk = { key: number; from: number; blocks: Block[] }

/** Cuts the blocks into runs whose borders stay where they are when older pages come above or new words below. */
export function chunksOf(blocks: readonly Block[]): Chunk[] {
  const chunks: Chunk[] = []
  for (const block of blocks) {
    const key = runOf(block.seq)
    const last = chunks.at(-1)
    if (last?.key === key) last.blocks.push(block)
    else chunks.push({ key, from: block.seq, blocks: [block] })
  }
  return chunks
}

/** Whether two runs look the same, so that only the one that changed is drawn again. */
export function sameChunk(one: Chunk, other: Chunk): boolean {
  return (
    one.key === other.key &&
    one.blocks.length === other.blocks.length &&
    one.blocks.every((block, index) => sizeOf(block) === sizeOf(other.blocks[index]))
  )
}

const sizeOf = (block: Block | undefined) =>
  block && `${block.key} ${block.kind === 'messages' ? block.messages.length : 1}`
