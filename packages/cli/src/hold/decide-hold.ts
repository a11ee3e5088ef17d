import type { HoldView } from '@rolecall/core/roles/hold/holds'

import type { ServerFlags } from '../command/server-options.ts'
import { getRemoteServer, sendToServer } from '../mapping/server-request.ts'
import { printJson } from '../output/print.ts'
import { printHold } from './shown-hold.ts'

/** Approves or rejects a hold, and prints what it was about. */
export async function decideHold(id: string, verb: 'approve' | 'reject', flags: ServerFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  const { text } = await sendToServer(server, { method: 'POST', path: `/api/holds/${encodeURIComponent(id)}/${verb}` })
  const hold = JSON.parse(text) as HoldView
  return flags.json ? printJson(hold) : printHold(hold)
}
