import type { Issue } from '@rolecall/core/scim/errors'

import { colorsFor } from '../output/colors.ts'
import { print } from '../output/print.ts'

/** What is wrong, a line each with its place; nothing where nothing is. `after` stands before it, where there is something else. */
export async function printIssues(issues: readonly Issue[], after: '' | '\n'): Promise<void> {
  if (issues.length === 0) return
  const { red } = colorsFor(process.stdout)
  const count = issues.length === 1 ? '1 mistake' : `${issues.length} mistakes`
  await print(`${after}${red(count)}:\n${issues.map(({ message, path }) => `  ${path}: ${message}`).join('\n')}`)
}
