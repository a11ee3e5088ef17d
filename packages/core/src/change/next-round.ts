/** Between two parts of long work: everything else that is ready has its turn first. */
export function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
