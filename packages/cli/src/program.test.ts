import type { Command } from 'commander'
import { describe, expect, it, vi } from 'vitest'

import { createProgram } from './program.ts'

/** Every command with the words that call it. */
function listCommands(
  command: Command,
  words: readonly string[] = [],
): { readonly words: readonly string[]; readonly command: Command }[] {
  return [{ words, command }, ...command.commands.flatMap((sub) => listCommands(sub, [...words, sub.name()]))]
}

/** What `--help` writes, with what is added after it. */
async function helpOf(words: readonly string[]): Promise<string> {
  const written: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  try {
    await createProgram()
      .parseAsync([...words, '--help'], { from: 'user' })
      .catch(() => {})
  } finally {
    stdout.mockRestore()
  }
  return written.join('')
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

  it.each(leaves.map(({ command, words }) => ({ line: words.join(' '), command })))(
    '$line has --json and says what it does',
    ({ command }) => {
      expect(command.options.map(({ long }) => long)).toContain('--json')
      expect(command.description()).not.toBe('')
    },
  )
})
