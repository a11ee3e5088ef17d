import Table from 'cli-table3'

import { colorsFor } from './colors.ts'
import { print } from './print.ts'

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/** A table without lines, which can be cut and copied. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
  const { bold } = colorsFor(process.stdout)
  const table = new Table({ chars: bare, style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] } })
  table.push(
    head.map((title) => bold(title)),
    ...rows.map((row) => [...row]),
  )
  return print(
    table
      .toString()
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n'),
  )
}
