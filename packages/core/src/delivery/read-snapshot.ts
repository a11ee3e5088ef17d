import type { Team } from '../directory/team.ts'
import type { OperationServices } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'
import { pagesById, pagesOf } from '../store/pages-of.ts'
import { toCursor } from './feed-cursor.ts'
import {
  pageSize,
  readMemberParts,
  readRoleParts,
  toTeamPart,
  type ContentPart,
  type SnapshotPart,
} from './snapshot-part.ts'

/** All members, teams and roles as one revision left them. `reader` shows one state (`Store.snapshot`). */
export async function* readSnapshot(
  services: Pick<OperationServices, 'mappings' | 'now'>,
  reader: StoreReader,
): AsyncGenerator<readonly SnapshotPart[]> {
  const { organizationId } = reader
  const { revision } = await reader.getState()
  yield [{ kind: 'begin', organizationId, revision, time: services.now(), complete: true }]
  const counts = { role: 0, team: 0, member: 0 }
  for await (const parts of readContent(services, reader)) {
    for (const { kind } of parts) counts[kind] += 1
    yield parts
  }
  yield [{ kind: 'end', cursor: await toCursor(reader), teams: counts.team, members: counts.member }]
}

/** The same without what stands around it. */
export async function* readContent(
  services: Pick<OperationServices, 'mappings'>,
  reader: StoreReader,
): AsyncGenerator<readonly ContentPart[]> {
  yield await readRoleParts(reader)
  const teams = pagesOf<Team>((last, limit) => reader.teams.list({ after: last?.key ?? null, limit }), pageSize)
  for await (const page of teams) yield page.map(toTeamPart)
  for await (const page of pagesById((asked) => reader.users.list(asked), pageSize))
    yield await readMemberParts(services, reader, page)
}
