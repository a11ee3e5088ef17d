import type { DatabaseContents } from '@rolecall/store/sqlite/database-contents'

/** What is in a database, and of when it is, in a few words. */
export function describeContents({ groups, lastChange, members, organizations }: DatabaseContents): string {
  const counts = `organizations ${organizations}, members ${members}, groups ${groups}`
  return lastChange === null ? `${counts}, nothing has happened in it` : `${counts}, the last change of ${lastChange}`
}
