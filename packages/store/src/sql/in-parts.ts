import { setImmediate } from 'node:timers/promises'

/**
 * A long list in parts of a size. Between them everything else that is ready has its turn: a write that is only kept waits for
 * nothing, so that to make all of them would hold up everybody.
 */
export async function* inParts<T>(list: readonly T[], size: number): AsyncGenerator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) {
    if (start > 0) await setImmediate()
    yield list.slice(start, start + size)
  }
}
