import type { HoldView } from '@rolecall/core/roles/hold/holds'

import type { ServerFlags } from '../command/server-options.ts'
import { getRemoteServer, sendToServer } from '../mapping/server-request.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'

/** As commander has parsed them. */
export interface HoldListFlags extends ServerFlags {
  readonly state?: string
}

/** Lists holds; with `--json` whole. */
export async function printHolds(flags: HoldListFlags): Promise<void> {
  const { state = 'open' } = flags
  const query = state === 'all' ? '' : `?state=${encodeURIComponent(state)}`
  const server = await getRemoteServer(flags)
  const { text } = await sendToServer(server, { method: 'GET', path: `/api/holds${query}` })
  const holds = JSON.parse(text) as readonly HoldView[]
  if (flags.json) return printJson(holds)
  if (holds.length === 0) return print(state === 'open' ? 'Nothing waits for an owner' : 'There is none')
  await printTable(
    ['id', 'kind', 'state', 'since', 'roles', 'why'],
    holds.map(({ created, id, kind, lines, reason, state: is }) => [
      id,
      kind,
      is,
      created,
      String(lines.length),
      reason,
    ]),
  )
}
