import { setTimeout } from 'node:timers/promises'

import type { Fault } from './fault.ts'

export const fillDisk: Fault = {
  name: 'disk',
  what: 'the disk of the database is full, and has space again',
  missing: ({ database }) =>
    database.disk === undefined ? 'a small disk can be mounted on Linux, by root, only' : null,
  async strike({ database: { disk, server }, hold }) {
    disk?.fill()
    await setTimeout(hold)
    disk?.free()
    // PostgreSQL ends itself where it can't write its log.
    await server?.up()
  },
}
