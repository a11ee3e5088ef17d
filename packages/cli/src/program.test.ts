import type { Command } from 'commander'
import { describe, expect, it, vi } from 'vitest'

import { createProgram } from './program.ts'
import { runProgram } from './run-program.ts'

/** Every command with the words that call it. */
function listCommands(
  command: Command,
  words: readonly string[] = [],
): { readonly words: readonly string[]; readonly command: Command }[] {
  return [{ words, command }, ...command.commands.flatMap((sub) => listCommands(sub, [...words, sub.name()]))]
}

/** What `--help` writes, with what is added after it. */
function helpOf(words: readonly string[]): Promise<string> {
  return writtenBy(() => createProgram().parseAsync([...words, '--help'], { from: 'user' }))
}

async function writtenBy(work: () => Promise<unknown>): Promise<string> {
  const written: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  try {
    await work().catch(() => {})
  } finally {
    stdout.mockRestore()
  }
  return written.join('')
}

/** The command lines that help shows, without `rolecall` and without what is the shell's. */
function examplesOf(help: string): readonly string[] {
  return [...help.matchAll(/^ {2}\$ rolecall (.*)$/gm)].map(([, line = '']) => line.replace(/ [<>|].*$/, ''))
}

/** The line, if it gets to the command that its words name; else the name of another, or nothing. */
async function calledBy(line: string): Promise<readonly string[]> {
  const called: string[] = []
  const program = createProgram()
  for (const { command, words } of listCommands(program)) {
    if (command.commands.length > 0) continue
    const name = words.join(' ')
    command.action(() => void called.push(`${line} `.startsWith(`${name} `) ? line : name))
  }
  await writtenBy(() => program.parseAsync([...toWords(line)], { from: 'user' }))
  return called
}

/** As a shell splits it. */
function toWords(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word)
}

const commands = listCommands(createProgram())
const leaves = commands.filter(({ command }) => command.commands.length === 0)

describe('the command line', () => {
  it('has these commands', () => {
    expect(leaves.map(({ words }) => words.join(' '))).toEqual(
      expect.arrayContaining([
        'serve',
        'init',
        'verify',
        'migrate up',
        'migrate down',
        'migrate status',
        'organization create',
        'organization list',
        'key create',
        'key list',
        'key revoke',
        'mapping get',
        'mapping put',
        'mapping check',
        'plugin list',
        'plugin check',
        'hold list',
        'hold show',
        'hold approve',
        'hold reject',
        'recover-owner',
        'break-glass create',
        'break-glass list',
        'break-glass revoke',
      ]),
    )
  })

  it.each(commands.map(({ words }) => ({ words, line: ['rolecall', ...words].join(' ') })))(
    '$line --help shows it at work',
    async ({ line, words }) => {
      const help = await helpOf(words)
      expect(help).toMatch(/\nExamples:\n {2}\$ rolecall /)
      // The examples are of this command, not copied from another one.
      expect(help.slice(help.indexOf('Examples:'))).toContain(`$ ${line}`)
    },
  )

  it.each(commands.map(({ words }) => ({ words, line: ['rolecall', ...words].join(' ') })))(
    '$line is what its examples call',
    async ({ words }) => {
      for (const example of examplesOf(await helpOf(words))) expect(await calledBy(example)).toEqual([example])
    },
  )

  it('has a version of its own, which is none of a mapping', async () => {
    const version = await writtenBy(() => createProgram().parseAsync(['--version'], { from: 'user' }))
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
    expect(await calledBy('mapping plan --version 3')).toEqual(['mapping plan --version 3'])
  })

  it('ends with 64 for a wrong command line, which nobody takes for a plan with changes', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    try {
      for (const line of ['mapping plan --verison 3', 'maping', 'explain', 'mapping apply']) {
        expect(await runProgram(createProgram(), line.split(' '))).toBe(64)
      }
    } finally {
      stderr.mockRestore()
    }
  })

  it.each(leaves.map(({ command, words }) => ({ line: words.join(' '), command })))(
    '$line has --json and says what it does',
    ({ command }) => {
      expect(command.options.map(({ long }) => long)).toContain('--json')
      expect(command.description()).not.toBe('')
    },
  )
})
