import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { checkClient } from './check-client.ts'
import { checkContents } from './check-contents.ts'
import { packClient } from './pack-client.ts'
import { pack } from './pack.ts'
import { readManifest, workspaceRoot } from './workspace.ts'

const usage = `Usage: npm run release -- [options]
The tarballs, checked; their paths are the last lines, that of \`rolecall\` the very last.
  --version 1.2.3     of the packages (that of packages/cli)
  --out FOLDER        where they are written (release)`

try {
  const { values } = parseArgs({
    options: {
      version: { type: 'string' },
      out: { type: 'string', default: 'release' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) console.log(usage)
  else await release(values)
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error)
  process.exitCode = 1
}

async function release(asked: { readonly version?: string | undefined; readonly out: string }): Promise<void> {
  const out = resolve(asked.out)
  const version = asked.version ?? readManifest(join(workspaceRoot, 'packages/cli/package.json')).version
  const client = await packClient(out, version)
  const tarball = await pack(out, version)
  const faults = [...(await checkClient(client)), ...(await checkContents(tarball))]
  for (const fault of faults) console.error(`error: ${fault}`)
  if (faults.length > 0) process.exitCode = 1
  console.log(client)
  console.log(tarball)
}
