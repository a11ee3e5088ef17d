import { ConfigurationError } from '@rolecall/core/errors'
import type sqlite3 from 'sqlite3'

/**
 * The driver, which is an optional dependency: it is compiled where there is no prebuilt one. Throws
 * ConfigurationError that says what to do.
 */
export async function loadSqlite3(): Promise<typeof sqlite3> {
  try {
    const { default: driver } = await import('sqlite3')
    return driver
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new ConfigurationError(
      `SQLite needs the package "sqlite3", which could not be loaded (${reason}). ` +
        'Install it (npm install sqlite3; without a prebuilt binary it needs python3, make and a C++ compiler), ' +
        'or use PostgreSQL with --database postgres://…',
    )
  }
}
