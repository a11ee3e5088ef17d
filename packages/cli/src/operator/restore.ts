import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { restoreSqlite, type Restored } from '@rolecall/store/restore-sqlite'

import { explainDatabase } from '../configuration/explain-database.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { CommandError } from '../output/command-error.ts'
import { describeContents } from '../output/describe-contents.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { recordInDatabase } from './record-in-database.ts'

/** As commander has parsed them. */
export interface RestoreFlags {
  readonly replace?: true
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

/** Brings a backup of a SQLite database into its place, and says what to do next. Throws CommandError, StoreError. */
export async function restore(file: string, flags: RestoreFlags): Promise<void> {
  const { database } = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  if (!database.startsWith('sqlite:')) {
    throw new CommandError(
      'PostgreSQL has its own tool: pg_restore --clean --if-exists --dbname=DATABASE_URL rolecall.dump, with the servers stopped. Then: UPDATE organizations SET revision = revision + 1000000000 (docs/operations.md says why), rolecall migrate up, rolecall verify.',
      exitCode.usage,
    )
  }
  const backup = resolve(file)
  if (!existsSync(backup)) throw new CommandError(`There is no file ${file}`, exitCode.failure)
  const path = database.slice('sqlite:'.length)
  const stamp = new Date().toISOString().replaceAll(':', '-')
  const options = { replace: flags.replace === true, stamp }
  const restored = await explainDatabase(database, async () => {
    const contents = await restoreSqlite(backup, path, options)
    // One of an older version keeps no audit until it is migrated.
    if (contents.pending.length === 0)
      await recordInDatabase(database, 'DatabaseRestored', { file: backup, lastChange: contents.lastChange })
    return contents
  })
  if (flags.json) return printJson({ database: path, ...restored })
  await print(`${path} is restored: ${describeContents(restored)}.`)
  if (restored.kept !== null) await print(`What stood there is kept as ${restored.kept}`)
  await print(toAdvice(restored))
}

/** What the database does not know any more, and who can tell it. */
function toAdvice({ lastChange, pending }: Restored): string {
  const since = lastChange === null ? '' : ` since ${lastChange}`
  const steps = [
    ...(pending.length === 0 ? [] : [`It is of an older version and lacks ${pending.join(', ')}: rolecall migrate up`]),
    'Start the server: rolecall serve',
    `Let each provider send again what has happened${since}. Entra: Provisioning > Restart provisioning; others: a full synchronisation`,
    `Keys made${since} are gone, and keys revoked${since} are good again: rolecall key list, rolecall key revoke`,
    `Mappings, teams and roles that owners have changed${since} are as they were: tell them`,
    'Compute every role anew: rolecall verify',
  ]
  return ['\nNext:', ...steps.map((step, index) => `  ${index + 1}. ${step}`)].join('\n')
}
