import { vi } from 'vitest'

/** How long a test waits for something that comes, where it says nothing itself, in milliseconds: a second is too little where every processor is busy. */
const PATIENCE = 10_000

const { waitFor } = vi

vi.waitFor = (look, options = PATIENCE) => waitFor(look, options)
