import type { ServerFlags } from '../command/server-options.ts'
import { print, printJson } from '../output/print.ts'
import { getRemoteServer, sendToServer } from './server-request.ts'

/** Prints the mapping's text, or with `--json` `{ version, format, text }`. */
export async function getMapping(flags: ServerFlags): Promise<void> {
  const { headers, text } = await sendToServer(await getRemoteServer(flags), {
    method: 'GET',
    path: '/api/settings/scim-mapping',
    headers: { accept: 'application/yaml' },
  })
  if (!flags.json) return print(text.replace(/\n$/, ''))
  const version = Number(/\d+/.exec(headers.get('etag') ?? '0')?.[0])
  await printJson({ version, format: headers.get('content-type')?.includes('json') ? 'json' : 'yaml', text })
}
