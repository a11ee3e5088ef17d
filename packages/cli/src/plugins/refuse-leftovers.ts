import { exitCode } from '../output/exit-code.ts'

/** How long a process may need to come to its end by itself on a machine that is busy, in milliseconds. */
const patience = 10_000

/**
 * Ends a process that a plugin keeps running after everything was closed, and says so: a server would need a second signal
 * to end. The timer itself keeps nothing running, so that it is heard only where something else does.
 */
export function refuseLeftovers(): void {
  const refuse = (): void => {
    process.stderr.write('error: something that a plugin has set up still runs after its close; close must end it\n')
    process.exit(exitCode.failure)
  }
  setTimeout(refuse, patience).unref()
}
