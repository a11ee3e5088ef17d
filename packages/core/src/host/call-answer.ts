import { PluginAnswerError } from '../errors.ts'
import type { DirectoryReader } from '../plugin/directory-reader.ts'
import { StoreError } from '../store-error.ts'
import { createRevocableReader } from './revocable-reader.ts'
import { withinTime } from './time-limit.ts'

/** Who is asked, and for what, in the words of an error: `panel holders`, `route GET /holders`. */
export interface Asked {
  readonly plugin: string
  readonly what: string
}

/**
 * Asks a plugin for an answer to a person: outside of any transaction, within the time limit, with a reader that is
 * revoked afterwards. Throws PluginAnswerError; a StoreError of a read is passed on, since the client may try again.
 */
export async function callAnswer<Answer>(
  { plugin, what }: Asked,
  directory: DirectoryReader,
  limit: number,
  call: (reader: DirectoryReader) => Answer | PromiseLike<Answer>,
): Promise<Answer> {
  const { reader, revoke } = createRevocableReader(directory)
  try {
    return await withinTime(
      Promise.resolve().then(() => call(reader)),
      limit,
    )
  } catch (cause) {
    if (cause instanceof StoreError) throw cause
    throw new PluginAnswerError(plugin, what, cause instanceof Error ? cause.message : String(cause), { cause })
  } finally {
    revoke()
  }
}
