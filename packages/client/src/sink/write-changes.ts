import type { Changes } from '../follow/changes.ts'
import { memberKind, memberRoleKind, roleKind, teamKind, toMemberRoles, type Kind } from './rows.ts'
import { chunksOf, places, type Run } from './sql.ts'
import type { Tables } from './tables.ts'

/** Makes the rows of an organization what the changes say. Rows that stay are changed in their place, so that others may refer to them. */
export async function writeChanges(run: Run, tables: Tables, organization: string, changes: Changes): Promise<void> {
  const { complete, gone, members, roles, teams } = changes
  const { memberRoles } = tables
  const own = { run, organization }
  const goneTeams = complete
    ? await findMissing(
        { ...own, table: tables.teams, key: 'id' },
        teams.map(({ id }) => id),
      )
    : gone.teams
  const userIds = members.map(({ userId }) => userId)
  const goneMembers = complete
    ? await findMissing({ ...own, table: tables.members, key: 'user_id' }, userIds)
    : gone.members
  // Nothing of ours refers to a role, and there are few.
  if (complete) await run(`DELETE FROM ${tables.roles} WHERE organization = ?`, [organization])
  await remove({ ...own, table: memberRoles, key: 'user_id' }, [...goneMembers, ...userIds])
  await remove({ ...own, table: tables.members, key: 'user_id' }, goneMembers)
  await remove({ ...own, table: tables.teams, key: 'id' }, goneTeams)
  await put({ ...own, table: tables.roles }, roleKind, roles)
  await put({ ...own, table: tables.teams }, teamKind, teams)
  await put({ ...own, table: tables.members }, memberKind, members)
  await put({ ...own, table: memberRoles }, memberRoleKind, members.flatMap(toMemberRoles))
}

interface Place {
  readonly run: Run
  readonly organization: string
  readonly table: string
}

async function findMissing(
  { key, organization, run, table }: Place & { readonly key: string },
  kept: readonly string[],
): Promise<readonly string[]> {
  const known = new Set(kept)
  const rows = await run(`SELECT ${key} FROM ${table} WHERE organization = ?`, [organization])
  return rows.map((row) => String(row[key])).filter((id) => !known.has(id))
}

async function remove(
  { key, organization, run, table }: Place & { readonly key: string },
  ids: readonly string[],
): Promise<void> {
  for (const chunk of chunksOf(ids))
    await run(`DELETE FROM ${table} WHERE organization = ? AND ${key} IN (${places(chunk.length)})`, [
      organization,
      ...chunk,
    ])
}

async function put<Thing>(
  { organization, run, table }: Place,
  { columns, keyColumns, toValues }: Kind<Thing>,
  things: readonly Thing[],
): Promise<void> {
  const row = `(${places(columns.length + 1)})`
  const key = ['organization', ...columns.slice(0, keyColumns)].join(', ')
  const rest = columns.slice(keyColumns).map((name) => `${name} = excluded.${name}`)
  for (const chunk of chunksOf(things))
    await run(
      `INSERT INTO ${table} (organization, ${columns.join(', ')}) VALUES ${chunk.map(() => row).join(', ')}
       ON CONFLICT (${key}) DO UPDATE SET ${rest.join(', ')}`,
      chunk.flatMap((thing) => [organization, ...toValues(thing)]),
    )
}
