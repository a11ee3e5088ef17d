import type { ServerFlags } from '../command/server-options.ts'
import { print, printJson } from '../output/print.ts'
import { getRemoteServer, sendToServer } from './server-request.ts'

/** Keeps a version that would revert by itself. */
export async function confirmMapping(flags: ServerFlags): Promise<void> {
  const { headers } = await sendToServer(await getRemoteServer(flags), {
    method: 'POST',
    path: '/api/settings/scim-mapping/confirm',
  })
  const version = Number(/\d+/.exec(headers.get('etag') ?? '')?.[0])
  if (flags.json) return printJson({ confirmed: version })
  await print(`Version ${version} of the mapping stays.`)
}
