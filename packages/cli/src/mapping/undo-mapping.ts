import type { ServerFlags } from '../command/server-options.ts'
import { print, printJson } from '../output/print.ts'
import { getRemoteServer, sendToServer } from './server-request.ts'

/** Takes back now a version that would revert by itself. */
export async function undoMapping(flags: ServerFlags): Promise<void> {
  const { text } = await sendToServer(await getRemoteServer(flags), {
    method: 'POST',
    path: '/api/settings/scim-mapping/undo',
  })
  const applied = JSON.parse(text) as { readonly version: number }
  if (flags.json) return printJson(applied)
  await print(`Version ${applied.version - 1} of the mapping is taken back, by version ${applied.version}.`)
}
