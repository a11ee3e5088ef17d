import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** `3`, or the ETag itself: `"3"`. Throws CommandError that names the flag. */
export function parseVersionFlag(flag: string, text: string): number {
  const [, version] = /^"?(\d{1,15})"?$/.exec(text) ?? []
  if (version === undefined)
    throw new CommandError(`${flag}: the version of the mapping was expected, such as 3`, exitCode.usage)
  return Number(version)
}
