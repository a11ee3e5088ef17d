/** A reader that can be taken back. */
export interface RevocableReader<Reader> {
  readonly reader: Reader
  readonly revoke: () => void
}

type Read = (...args: readonly unknown[]) => Promise<unknown>

/** After `revoke` every call throws, and a read under way answers with an error. Each member of a reader is a function. */
export function createRevocableReader<Reader extends object>(reader: Reader): RevocableReader<Reader> {
  let revoked = false
  const guard = (read: Read): Read => {
    return async (...args) => {
      if (revoked) throw new Error('the plugin has answered already, or its time is over: nothing can be read any more')
      const answer = await read(...args)
      if (revoked) throw new Error('the time of the plugin was over before the read had answered')
      return answer
    }
  }
  const guarded: Record<string, Read> = {}
  for (const [name, read] of Object.entries(reader) as [string, Read][]) guarded[name] = guard(read)
  return {
    reader: guarded as Reader,
    revoke: () => {
      revoked = true
    },
  }
}
