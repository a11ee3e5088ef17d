import type { HoldView } from '@rolecall/core/roles/hold/holds'

import type { ServerFlags } from '../command/server-options.ts'
import { toSentence } from '../directory/server-json.ts'
import { getRemoteServer, sendToServer, type RemoteServer } from '../mapping/server-request.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { printJson } from '../output/print.ts'
import { printHold } from './shown-hold.ts'

/** As commander has parsed them. */
export interface HoldDecisionFlags extends ServerFlags {
  readonly ifMatch?: string
  readonly line?: readonly string[]
}

/**
 * Approves or rejects a hold, or some of its lines, and prints what it was about. What joins it between reading and deciding
 * is not decided unseen.
 */
export async function decideHold(id: string, verb: 'approve' | 'reject', flags: HoldDecisionFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  const path = `/api/holds/${encodeURIComponent(id)}`
  const body = flags.line === undefined ? {} : { body: JSON.stringify({ lines: flags.line }) }
  const { status, text } = await sendToServer(server, {
    method: 'POST',
    path: `${path}/${verb}`,
    headers: { 'if-match': flags.ifMatch ?? (await readETag(server, path)), 'content-type': 'application/json' },
    ...body,
  })
  if (status === 422) throw new CommandError(toSentence(text), exitCode.failure)
  const hold = JSON.parse(text) as HoldView
  return flags.json ? printJson(hold) : printHold(hold)
}

async function readETag(server: RemoteServer, path: string): Promise<string> {
  const { text } = await sendToServer(server, { method: 'GET', path })
  return (JSON.parse(text) as HoldView).etag
}
