import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { CommandEnd } from './command-end.ts'
import { runResident } from './resident-command.ts'

const builtScript = fileURLToPath(new URL('../../bin/rolecall.js', import.meta.url))

export interface CommandSurroundings {
  /** The working directory. */
  readonly folder: string
  readonly environment?: Readonly<Record<string, string>>
  /** Another one than the workspace's own. */
  readonly script?: string
  readonly input?: string
}

/** A command that runs. */
export interface StartedCommand {
  /** What it has written so far. */
  readonly output: { readonly stdout: string; readonly stderr: string }
  readonly input: (text: string) => void
  readonly signal: (signal: NodeJS.Signals) => void
  /** Reads no more of stdout, as `head` does when it has its lines. */
  readonly leave: () => void
  /** How it has ended, once it has. */
  readonly end: Promise<CommandEnd>
  /** Resolves once it has written the text to stdout or stderr. Rejects if it ends before. */
  readonly written: (text: string) => Promise<void>
}

/** Starts the command as it is built, under plain node. */
export function startCommand(
  words: readonly string[],
  { environment, folder, script = builtScript }: CommandSurroundings,
): StartedCommand {
  const child = spawn(process.execPath, [script, ...words], { cwd: folder, env: toEnvironment(environment) })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const end = new Promise<CommandEnd>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code: code ?? signal, ...output }))
  })
  return {
    output,
    input: (text) => void child.stdin.end(text),
    signal: (signal) => void child.kill(signal),
    leave: () => void child.stdout.destroy(),
    end,
    written: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.stdout.includes(text) || output.stderr.includes(text)) resolve()
        }
        child.stdout.on('data', look)
        child.stderr.on('data', look)
        child.once('close', () =>
          reject(new Error(`ended without writing ${JSON.stringify(text)}: ${JSON.stringify(output)}`)),
        )
        look()
      }),
  }
}

/** The environment of this process without what is ours in it, and with what is given. */
function toEnvironment(given: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !entry[0].startsWith('ROLECALL_') && entry[0] !== 'NODE_OPTIONS',
  )
  return { ...Object.fromEntries(inherited), ...given }
}

/** Runs a command to its end, which it finds by itself and without input. */
export function runCommand(
  words: readonly string[],
  surroundings: Pick<CommandSurroundings, 'folder' | 'environment'> & {
    readonly script?: never
    readonly input?: never
  },
): Promise<CommandEnd> {
  return runResident(words, { folder: surroundings.folder, environment: toEnvironment(surroundings.environment) })
}

/** Runs a command to its end in a process of its own. */
export function runOwnProcess(
  words: readonly string[],
  { input = '', ...surroundings }: CommandSurroundings,
): Promise<CommandEnd> {
  const command = startCommand(words, surroundings)
  command.input(input)
  return command.end
}

/** The line that `serve --json` prints. */
export interface ServeLine {
  readonly url: string
  readonly tenantUrl: string
  readonly organization: string | null
  readonly secretToken?: string
  readonly ownerKey?: string
  readonly signInUrl?: string
}

export interface ServedCommand extends StartedCommand {
  readonly line: ServeLine
}

/** `rolecall serve --port 0 --json`, from the moment it has printed its line. Rejects if it ends before. */
export async function startServe(words: readonly string[], surroundings: CommandSurroundings): Promise<ServedCommand> {
  const command = startCommand(['serve', '--port', '0', '--json', ...words], surroundings)
  await command.written('"tenantUrl"')
  return { ...command, line: JSON.parse(command.output.stdout) as ServeLine }
}

/** A working directory that is removed after `work`. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-command-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
