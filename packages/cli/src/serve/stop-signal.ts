/** npm passes on the signal that the terminal has already sent: its echo is not somebody's second one. */
const echoMilliseconds = 500

/** The first SIGTERM or SIGINT; the next one exits at once, as a shell would report it. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: { readonly signal: NodeJS.Signals; readonly time: number } | undefined
    const receive = (signal: NodeJS.Signals, number: number): void => {
      if (first === undefined) {
        first = { signal, time: Date.now() }
        resolve(signal)
      } else if (signal !== first.signal || Date.now() - first.time > echoMilliseconds) {
        process.exit(128 + number)
      }
    }
    process.on('SIGTERM', receive)
    process.on('SIGINT', receive)
  })
}
