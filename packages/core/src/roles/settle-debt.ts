import type { ChangeScope } from '../change/operation-context.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreReader } from '../store.ts'
import { pagesById } from '../store/pages-of.ts'
import { decideMembers } from './decide-members.ts'
import { rebindAll } from './rebind-all.ts'
import { findTouchedPeople } from './touched-people.ts'

const pageSize = 5_000
const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/**
 * Decides what changes have left undecided while the stored mapping did not compile, before anything else is: whom these
 * changes concern the log says; and what was given before may be nobody's any more, for a group that is gone tells no one.
 */
export async function settleDebt(scope: ChangeScope): Promise<void> {
  const { mapping, tx } = scope
  const since = tx.state.undecidedSince
  if (since === null || mapping === null) return
  await rebindAll(scope)
  const people = await findDebtors(tx, since)
  await decideMembers(scope, people, everyFact)
  await tx.setUndecided(null)
  scope.record('DecisionsResumed', `mapping/${scope.mappingVersion}`, { since, people: people.length })
}

/** Notes that a change could not be decided; the first says so. One that has brought a mapping that compiles has decided everybody. */
export async function leaveDebt(scope: ChangeScope): Promise<void> {
  const { debt, mapping, tx } = scope
  if (mapping !== null || debt.settled || tx.state.undecidedSince !== null) return
  await tx.setUndecided(tx.state.revision)
  scope.record('DecisionsPaused', `mapping/${scope.mappingVersion}`, {
    reason:
      'The stored mapping does not compile with the plugins of this server; roles stay as they are until one does',
  })
}

async function findDebtors(reader: StoreReader, since: number): Promise<readonly string[]> {
  const touched = await findTouchedPeople(reader, since - 1)
  if (touched.kind === 'everybody') return listEverybody(reader)
  const holders = await reader.grants.listUserIds('mapping')
  const known = await reader.users.findMany([...touched.ids])
  return [...new Set([...known.map(({ id }) => id), ...holders])].sort()
}

async function listEverybody(reader: StoreReader): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const users of pagesById((page) => reader.users.list(page), pageSize)) {
    for (const { id } of users) ids.push(id)
  }
  return ids
}
