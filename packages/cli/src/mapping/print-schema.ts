import type { ServerFlags } from '../command/server-options.ts'
import { print } from '../output/print.ts'
import { getRemoteServer, sendToServer } from './server-request.ts'

/** Prints the JSON Schema of the mapping file as the server's plugins make it, for editors. */
export async function printSchema(flags: ServerFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  const { text } = await sendToServer(server, { method: 'GET', path: '/api/settings/scim-mapping/schema' })
  await print(flags.json ? text : JSON.stringify(JSON.parse(text), null, 2))
}
