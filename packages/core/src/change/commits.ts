/** Which organizations have new events, as this process has committed them: for whoever waits for some. */
export interface Commits {
  /** Told after a commit that has appended to the log of an organization. Never throws, never waits. */
  tell(organizationId: string): void
  /** Calls `listener` after each of them from now on, until the function that it answers is called. */
  listen(listener: (organizationId: string) => void): () => void
}

/** Commits of one process. What other processes commit is found by looking. */
export function createCommits(): Commits {
  const listeners = new Set<(organizationId: string) => void>()
  return {
    tell(organizationId) {
      for (const listener of listeners) listener(organizationId)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
