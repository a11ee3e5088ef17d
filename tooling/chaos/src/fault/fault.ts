import type { Random } from '@rolecall/testkit/storm/random'

import type { ChaosDatabase, DatabaseKind } from '../cluster/chaos-database.ts'
import type { ManagedServer } from '../cluster/managed-server.ts'
import type { ChaosOrganization } from '../cluster/organization.ts'
import type { Journal } from '../journal.ts'

/** What a fault may break. */
export interface Scene {
  readonly database: ChaosDatabase
  readonly servers: readonly ManagedServer[]
  /** Whose only part is to flood the others. */
  readonly flooding: ChaosOrganization
  /** How long it lasts, in milliseconds. */
  readonly hold: number
  readonly random: Random
  readonly journal: Journal
}

/** A kind of failure. */
export interface Fault {
  readonly name: string
  /** For the report. */
  readonly what: string
  /** Why it can't be made here; `null` where it can. */
  readonly missing: (scene: Pick<Scene, 'database'>) => string | null
  /** Whether every organization has its writes acknowledged meanwhile. */
  readonly stopsNobody?: true
  /** Breaks something, and comes back when nothing is broken any more. */
  strike(scene: Scene): Promise<void>
}

export const always = (): null => null

/** For what only one of the databases has. */
export function onlyOn(kind: DatabaseKind, why: string): Fault['missing'] {
  return ({ database }) => (database.kind === kind ? null : why)
}
