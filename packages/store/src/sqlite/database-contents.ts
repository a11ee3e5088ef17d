import { appliedMigrations } from '../applied-migrations.ts'
import { toNumber, toOptionalText } from '../decode.ts'
import { toStatus, unknownMigrations } from '../migrate.ts'
import { openSqliteReader } from './sqlite-connection.ts'

/** What a database of Rolecall holds, of any version. */
export interface DatabaseContents {
  /** The last migration that it has had. */
  readonly migration: string
  /** Those that it lacks. */
  readonly pending: readonly string[]
  /** Those that this version knows nothing of: a newer one has made them. */
  readonly unknown: readonly string[]
  readonly organizations: number
  readonly members: number
  readonly groups: number
  /** When the last thing happened that it knows of (RFC 3339, UTC); `null` for nothing. */
  readonly lastChange: string | null
}

/** Reads a file that has been found to be a database of Rolecall. */
export async function readContents(path: string): Promise<DatabaseContents> {
  const connection = await openSqliteReader(path)
  try {
    const applied = await appliedMigrations(connection)
    const [row = {}] = await connection.all(
      `SELECT (SELECT COUNT(*) FROM organizations) AS organizations, (SELECT COUNT(*) FROM users) AS members,
         (SELECT COUNT(*) FROM groups) AS groups, (SELECT MAX(time) FROM events) AS last_change`,
    )
    return {
      migration: applied.at(-1) ?? '',
      pending: toStatus(applied).pending,
      unknown: unknownMigrations(applied),
      organizations: toNumber(row, 'organizations'),
      members: toNumber(row, 'members'),
      groups: toNumber(row, 'groups'),
      lastChange: toOptionalText(row, 'last_change'),
    }
  } finally {
    await connection.close()
  }
}
