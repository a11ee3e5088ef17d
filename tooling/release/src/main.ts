import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { checkContents } from './check-contents.ts'
import { pack } from './pack.ts'
import { readManifest, workspaceRoot } from './workspace.ts'

// `npm run release [-- --version 1.2.3] [--out FOLDER]`: the tarball, checked; its path is the last line.
const { values } = parseArgs({ options: { version: { type: 'string' }, out: { type: 'string', default: 'release' } } })
const version = values.version ?? readManifest(join(workspaceRoot, 'packages/cli/package.json')).version
const tarball = await pack(resolve(values.out), version)
const faults = await checkContents(tarball)
for (const fault of faults) console.error(`error: ${fault}`)
if (faults.length > 0) process.exitCode = 1
console.log(tarball)
