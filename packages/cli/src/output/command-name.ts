import { basename, relative } from 'node:path'

/** What a reader types to call this command where it has been called: `rolecall`, `npx rolecall`, or `node` and a path. */
export function commandName({
  argv: [, script = 'rolecall'],
  cwd,
  env,
}: {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}): string {
  if (env['npm_command'] === 'exec' || /node_modules[\\/]\.bin[\\/]/.test(script)) return 'npx rolecall'
  if (basename(script, '.cmd') === 'rolecall') return 'rolecall'
  const near = relative(cwd, script)
  return `node ${near.startsWith('..') ? script : near}`
}

/** The same for this process, as it is called in a folder. */
export function thisCommand(cwd = process.cwd()): string {
  return commandName({ argv: process.argv, cwd, env: process.env })
}
