import { setTimeout } from 'node:timers/promises'

import { cutConnections } from '@rolecall/testkit/cut-connections'

import { onlyOn, type Fault, type Scene } from './fault.ts'

export const restartDatabase: Fault = {
  name: 'restart',
  what: 'PostgreSQL is stopped (fast), is away for a while, and is started again',
  missing: noServer,
  strike: (scene) => takeAway(scene, 'SIGINT'),
}

export const crashDatabase: Fault = {
  name: 'crash',
  what: 'PostgreSQL ends at once, is away for a while, and recovers',
  missing: noServer,
  strike: (scene) => takeAway(scene, 'SIGQUIT'),
}

export const cutConnectionsFault: Fault = {
  name: 'cut',
  what: 'every connection to PostgreSQL is cut, five times (`pg_terminate_backend`)',
  missing: onlyOn('postgres', 'SQLite has no connections'),
  async strike({ database, hold }) {
    for (let round = 0; round < 5; round++) {
      await cutConnections(database.url)
      await setTimeout(hold / 20)
    }
  },
}

function noServer({ database }: Pick<Scene, 'database'>): string | null {
  return database.server === undefined ? 'there is no server of the database that may be ended' : null
}

async function takeAway({ database: { server }, hold }: Scene, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  await server?.down(signal)
  await setTimeout(hold / 2)
  await server?.up()
}
