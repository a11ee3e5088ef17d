import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { workspaceRoot } from './workspace.ts'

/** What goes into the package as it is: from where in the workspace, to where in the package. */
const assets = [
  { to: 'bin/rolecall.js', from: 'packages/cli/bin/rolecall.js' },
  { to: 'README.md', from: 'packages/cli/README.md' },
  { to: 'LICENSE', from: 'LICENSE' },
  { to: 'CHANGELOG.md', from: 'CHANGELOG.md' },
  { to: 'schema', from: 'packages/cli/schema', builtBy: 'packages/cli' },
  { to: 'console', from: 'packages/console/dist', builtBy: 'packages/console' },
  { to: 'docs', from: 'tooling/docs/dist/pages', builtBy: 'tooling/docs' },
] as const

/** Copies everything that is no module. Throws for what has not been built. */
export function copyAssets(folder: string): void {
  for (const asset of assets) {
    const from = join(workspaceRoot, asset.from)
    if ('builtBy' in asset && !existsSync(join(workspaceRoot, asset.builtBy))) continue
    if (!existsSync(from) || ('builtBy' in asset && readdirSync(from).length === 0)) {
      throw new Error(
        `${asset.from} is missing${'builtBy' in asset ? `: ${asset.builtBy} has not been built; run: npm run setup` : ''}`,
      )
    }
    cpSync(from, join(folder, asset.to), { recursive: true })
  }
}
