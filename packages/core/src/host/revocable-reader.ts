import type { HookReader } from '../plugin/contexts.ts'

/** A reader that can be taken back. */
export interface RevocableReader {
  readonly reader: HookReader
  readonly revoke: () => void
}

/** After `revoke` every call throws, and a read under way answers with an error. */
export function createRevocableReader(reader: HookReader): RevocableReader {
  let revoked = false
  const guard = <Arguments extends readonly unknown[], Answer>(read: (...args: Arguments) => Promise<Answer>) => {
    return async (...args: Arguments): Promise<Answer> => {
      if (revoked) throw new Error('the hook has answered already, or its time is over: nothing can be read any more')
      const answer = await read(...args)
      if (revoked) throw new Error('the time of the hook was over before the read had answered')
      return answer
    }
  }
  return {
    reader: {
      findUser: guard((id) => reader.findUser(id)),
      findUserByUserName: guard((userName) => reader.findUserByUserName(userName)),
      findUsersByExternalId: guard((externalId) => reader.findUsersByExternalId(externalId)),
      listGroupsOf: guard((userId) => reader.listGroupsOf(userId)),
    },
    revoke: () => {
      revoked = true
    },
  }
}
