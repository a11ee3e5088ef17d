import { colorsFor, type Colors } from '../output/colors.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import type { CheckResult } from './check-result.ts'

/** A table, then what to do, the worst first; or one line of JSON. */
export async function printResults(results: readonly CheckResult[], json: boolean): Promise<void> {
  const count = (state: CheckResult['state']): number => results.filter((result) => result.state === state).length
  const [errors, warnings] = [count('error'), count('warning')]
  if (json) return printJson({ ok: errors === 0, errors, warnings, results })
  const colors = colorsFor(process.stdout)
  await printTable(
    ['CHECK', 'STATE', 'WHAT IS THERE'],
    results.map(({ check, message, organization, state }) => [
      check,
      paint(state, colors),
      organization === null ? message : `${organization}: ${message}`,
    ]),
  )
  const bad = [
    ...results.filter(({ state }) => state === 'error'),
    ...results.filter(({ state }) => state === 'warning'),
  ]
  if (bad.length > 0) await print(`\n${bad.map((result) => toAdvice(result, colors)).join('\n')}`)
  await print(`\n${toSum(errors, 'error')}, ${toSum(warnings, 'warning')}`)
}

function toAdvice({ advice, check, message, state }: CheckResult, colors: Colors): string {
  return `${paint(state, colors)} ${check}: ${message}\n  → ${advice}`
}

function paint(state: CheckResult['state'], { dim, green, red, yellow }: Colors): string {
  return { ok: green, warning: yellow, error: red, skipped: dim }[state](state)
}

function toSum(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
