import { exitCode } from '../output/exit-code.ts'
import { createLog } from '../output/log.ts'

/** npm passes on the signal that the terminal has already sent: its echo is not somebody's second one. */
const echoMilliseconds = 500

/** What asks a server to stop; a terminal that is closed sends SIGHUP. */
export const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** The first signal; the next SIGTERM or SIGINT exits at once, as a shell would report it. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: { readonly signal: NodeJS.Signals; readonly time: number } | undefined
    const receive = (signal: NodeJS.Signals): void => {
      if (first === undefined) {
        first = { signal, time: performance.now() }
        resolve(signal)
      } else if (
        signal !== 'SIGHUP' &&
        (signal !== first.signal || performance.now() - first.time > echoMilliseconds)
      ) {
        createLog('warn').warn({ signal }, 'a second signal: ended at once, and what was under way is cut')
        process.exit(signal === 'SIGINT' ? exitCode.interrupted : exitCode.terminated)
      }
    }
    for (const signal of stopSignals) process.on(signal, receive)
  })
}
