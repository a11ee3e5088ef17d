import { CommanderError, type Command } from 'commander'

import { colorsFor } from './output/colors.ts'
import { exitCode } from './output/exit-code.ts'

/** Runs a command line (without node and script). Answers the exit code; what went wrong is on stderr. */
export async function runProgram(program: Command, words: readonly string[]): Promise<number> {
  try {
    await program.parseAsync([...words], { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : exitCode.ok
  } catch (error) {
    // Commander has said what is wrong; help and version are asked for and end well.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage
    const { describeError } = await import('./output/describe-error.ts')
    const { exitCode: code, text } = describeError(error)
    process.stderr.write(`${colorsFor(process.stderr).red('error')}: ${text}\n`)
    if (process.env['ROLECALL_LOG_LEVEL'] === 'debug' && error instanceof Error)
      process.stderr.write(`${error.stack}\n`)
    return code
  }
}
