/** Throws why nobody waits for the answer any more; the signal is made for who waits for that. */
export interface Gone extends Pick<AbortSignal, 'throwIfAborted'> {
  readonly signal: AbortSignal
}

export function toGone(signal: AbortSignal): Gone {
  return { signal, throwIfAborted: () => signal.throwIfAborted() }
}
