import type { Logger } from 'pino'

import { exitCode } from '../output/exit-code.ts'
import type { OneOfProcesses } from './one-of-processes.ts'

/**
 * Does a part of a start that may wait for others without end, such as for their migrations. Who stops it meanwhile need not wait:
 * the process ends at once, and what it has begun is undone by the database.
 */
export async function endWhileStarting<T>(
  { stopped }: Pick<OneOfProcesses, 'stopped'>,
  log: Logger,
  work: () => Promise<T>,
): Promise<T> {
  let isStarting = true
  void stopped.then((signal) => {
    if (!isStarting) return
    log.info({ signal }, 'stopped before it served')
    process.exit(exitCode.ok)
  })
  try {
    return await work()
  } finally {
    isStarting = false
  }
}
