import { crashDatabase, cutConnectionsFault, restartDatabase } from './database-faults.ts'
import { fillDisk } from './disk-fault.ts'
import type { Fault } from './fault.ts'
import { flood } from './flood-fault.ts'
import { holdLock } from './lock-fault.ts'
import { killServer, stopServer } from './server-faults.ts'
import { slowClients } from './slow-clients-fault.ts'

/** Every kind of failure there is. */
export const faults: readonly Fault[] = [
  killServer,
  stopServer,
  restartDatabase,
  crashDatabase,
  cutConnectionsFault,
  holdLock,
  fillDisk,
  slowClients,
  flood,
]
