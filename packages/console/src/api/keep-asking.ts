/** What says whether somebody looks. */
type Looked = Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>

/**
 * Asks, and again after so many milliseconds as long as somebody looks; also at once when somebody comes back, to a page
 * that was open over night. Answers what ends it.
 */
export function keepAsking(
  ask: () => Promise<unknown>,
  every: number | undefined,
  page: Looked = document,
): () => void {
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const turn = async (): Promise<void> => {
    timer = undefined
    if (page.visibilityState === 'visible') await ask()
    if (every !== undefined && !ended) timer = setTimeout(() => void turn(), every)
  }
  const onVisible = (): void => {
    if (timer === undefined || page.visibilityState !== 'visible') return
    clearTimeout(timer)
    void turn()
  }
  page.addEventListener('visibilitychange', onVisible)
  void turn()
  return () => {
    ended = true
    clearTimeout(timer)
    page.removeEventListener('visibilitychange', onVisible)
  }
}
