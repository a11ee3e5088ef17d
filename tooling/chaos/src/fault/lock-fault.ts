import { setTimeout } from 'node:timers/promises'

import { openSqliteConnection } from '@rolecall/store/sqlite/sqlite-connection'
import pg from 'pg'

import { always, type Fault } from './fault.ts'

export const holdLock: Fault = {
  name: 'lock',
  what: 'another program holds the lock that every write needs, sometimes for longer than a write waits',
  missing: always,
  async strike({ database: { kind, url }, hold, random }) {
    const milliseconds = random.chance(0.5) ? hold / 2 : hold * (kind === 'sqlite' ? 2 : 4)
    await (kind === 'sqlite' ? lockFile(url, milliseconds) : lockTable(url, milliseconds))
  },
}

async function lockFile(url: string, milliseconds: number): Promise<void> {
  const connection = await openSqliteConnection(url.slice('sqlite:'.length))
  try {
    await connection.all('BEGIN IMMEDIATE')
    await setTimeout(milliseconds)
    await connection.all('ROLLBACK')
  } finally {
    await connection.close()
  }
}

async function lockTable(url: string, milliseconds: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query('LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE')
    await setTimeout(milliseconds)
    await client.query('ROLLBACK')
  } finally {
    await client.end()
  }
}
