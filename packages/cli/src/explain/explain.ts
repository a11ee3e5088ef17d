import type { Explanation } from '@rolecall/core/directory/explanation'

import type { ServerFlags } from '../command/server-options.ts'
import { getRemoteServer, sendToServer } from '../mapping/server-request.ts'
import { printJson } from '../output/print.ts'
import { printExplanation } from './print-explanation.ts'

/** As commander has parsed them. */
export interface ExplainFlags extends ServerFlags {
  readonly scope?: string
  readonly role?: string
  readonly effect?: string
  readonly at?: string
  readonly addGroup?: readonly string[]
  readonly removeGroup?: readonly string[]
}

/** Asks a server why a member has a role, or not, and prints the answer. */
export async function explain(email: string, flags: ExplainFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  const query = new URLSearchParams({ email })
  for (const name of ['scope', 'role', 'effect', 'at'] as const) {
    const value = flags[name]
    if (value !== undefined) query.set(name, value)
  }
  for (const group of flags.addGroup ?? []) query.append('addGroup', group)
  for (const group of flags.removeGroup ?? []) query.append('removeGroup', group)
  const { text } = await sendToServer(server, { method: 'GET', path: `/api/explain?${query.toString()}` })
  const explanation = JSON.parse(text) as Explanation
  if (flags.json) return printJson(explanation)
  await printExplanation(explanation)
}
