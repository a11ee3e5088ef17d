import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import type { CommandEnd } from './command-end.ts'

const script = fileURLToPath(new URL('../../test/resident-command.mjs', import.meta.url))

/** Where a command runs. */
export interface CommandPlace {
  readonly folder: string
  /** All of it. */
  readonly environment: Readonly<Record<string, string>>
}

/** Those that have nothing to do. They end with the process that has started them. */
const idle: ChildProcess[] = []

/** What each has written to stderr last. */
const complaints = new WeakMap<ChildProcess, string>()

/**
 * Runs a built command in a process of plain node that runs others before and after it, one at a time. For commands that
 * end by themselves and read no input.
 */
export async function runResident(words: readonly string[], place: CommandPlace): Promise<CommandEnd> {
  const child = takeIdle() ?? start()
  const end = await run(child, words, place)
  if (child.connected) idle.push(child)
  return end
}

/** A command that throws after its end would have failed in a process of its own: so does the next one here. */
function takeIdle(): ChildProcess | undefined {
  const child = idle.pop()
  if (child === undefined || child.connected) return child
  throw new Error(`A command ended its process after its own end (${child.exitCode}): ${complaints.get(child)}`)
}

function start(): ChildProcess {
  const child = fork(script, { silent: true, execArgv: [] })
  child.unref()
  child.channel?.unref()
  child.stdout?.setEncoding('utf8')
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void complaints.set(child, text))
  for (const stream of [child.stdout, child.stderr]) (stream as unknown as { unref?: () => void } | null)?.unref?.()
  return child
}

function run(child: ChildProcess, words: readonly string[], place: CommandPlace): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' }
    let code: CommandEnd['code'] | undefined
    const hear = (stream: 'stdout' | 'stderr') => (text: string) => {
      output[stream] += text
      finish()
    }
    const listeners = { stdout: hear('stdout'), stderr: hear('stderr') }
    const answered = (message: unknown): void => {
      code = (message as { code: number }).code
      finish()
    }
    // It has left by itself: nothing more comes.
    const left = (exit: number | null, signal: NodeJS.Signals | null): void => {
      settle(() => resolve({ code: exit ?? signal, ...output }))
    }
    const settle = (how: () => void): void => {
      for (const stream of ['stdout', 'stderr'] as const) child[stream]?.off('data', listeners[stream])
      child.off('message', answered).off('close', left).off('error', reject)
      how()
    }
    const finish = (): void => {
      const { stdout, stderr } = output
      if (code === undefined || !stdout.endsWith('\0') || !stderr.endsWith('\0')) return
      const end = { code, stdout: stdout.slice(0, -1), stderr: stderr.slice(0, -1) }
      settle(() => resolve(end))
    }
    for (const stream of ['stdout', 'stderr'] as const) child[stream]?.on('data', listeners[stream])
    child.on('message', answered).once('close', left).once('error', reject)
    child.send({ words, folder: place.folder, environment: place.environment })
  })
}
