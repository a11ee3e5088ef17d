import type { PassThrough } from 'node:stream'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** How long a client may take nothing, in milliseconds. */
export const longestStall = 15_000

/** Writes pieces of one state of the database to a client; who takes none for a while is cut, for the state is held as long. */
export async function writeSteadily(
  pieces: AsyncIterable<string>,
  body: PassThrough,
  { pause, stall = longestStall }: { readonly pause?: (() => Promise<void>) | undefined; readonly stall?: number },
): Promise<void> {
  const stalled = new AbortController()
  let timer = setTimeout(() => stalled.abort(), stall)
  async function* write(): AsyncGenerator<string> {
    for await (const piece of pieces) {
      yield piece
      clearTimeout(timer)
      timer = setTimeout(() => stalled.abort(), stall)
      await pause?.()
    }
  }
  try {
    await pipeline(Readable.from(write(), { objectMode: false }), body, { end: false, signal: stalled.signal })
  } finally {
    clearTimeout(timer)
  }
}
