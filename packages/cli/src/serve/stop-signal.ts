/** npm passes on the signal that the terminal has already sent: its echo is not somebody's second one. */
const echoMilliseconds = 500

/** What asks a server to stop; a terminal that is closed sends SIGHUP. */
export const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** The first signal; the next SIGTERM or SIGINT exits at once, as a shell would report it. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: { readonly signal: NodeJS.Signals; readonly time: number } | undefined
    const receive = (signal: NodeJS.Signals, number: number): void => {
      if (first === undefined) {
        first = { signal, time: performance.now() }
        resolve(signal)
      } else if (
        signal !== 'SIGHUP' &&
        (signal !== first.signal || performance.now() - first.time > echoMilliseconds)
      ) {
        process.exit(128 + number)
      }
    }
    for (const signal of stopSignals) process.on(signal, receive)
  })
}
