import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { checkClient } from './check-client.ts'
import { checkContents } from './check-contents.ts'
import { packClient } from './pack-client.ts'
import { pack } from './pack.ts'
import { readManifest, workspaceRoot } from './workspace.ts'

// `npm run release [-- --version 1.2.3] [--out FOLDER]`: the tarballs, checked; their paths are the last lines, that of `rolecall` the very last.
const { values } = parseArgs({ options: { version: { type: 'string' }, out: { type: 'string', default: 'release' } } })
const version = values.version ?? readManifest(join(workspaceRoot, 'packages/cli/package.json')).version
const client = await packClient(resolve(values.out), version)
const tarball = await pack(resolve(values.out), version)
const faults = [...(await checkClient(client)), ...(await checkContents(tarball))]
for (const fault of faults) console.error(`error: ${fault}`)
if (faults.length > 0) process.exitCode = 1
console.log(client)
console.log(tarball)
