import { readdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import type { MappingTest } from '@rolecall/core/decider'
import type { TestReport } from '@rolecall/core/directory/test-report'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'

import { colorsFor } from '../output/colors.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { createLocalDecider } from './local-decider.ts'
import { readMappingFile, type MappingFile } from './mapping-file.ts'
import { countDiagnostics, printDiagnostics } from './print-diagnostics.ts'
import { toJUnit, type TestedFile } from './to-junit.ts'

/** As commander has parsed them. */
export interface MappingTestFlags {
  readonly config?: string
  readonly junit?: string
  readonly json?: true
}

/**
 * Runs the tests of a mapping file and of the `*.test.yaml` files beside it, with the configured plugins and without a
 * server. Any that fails makes the exit code 1.
 */
export async function testMapping(name: string, flags: MappingTestFlags): Promise<void> {
  const file = await readMappingFile(name)
  const beside = name === '-' ? [] : await findTestFiles(name)
  const decider = await createLocalDecider(flags)
  const { diagnostics, mapping } = decider.compile(toSource(file))
  const found = [{ file: file.name, diagnostics }]
  const tests: { file: string; tests: readonly MappingTest[] }[] = [{ file: file.name, tests: mapping?.tests ?? [] }]
  for (const testFile of beside) {
    const parsed = decider.parseTests(toSource(testFile))
    found.push({ file: testFile.name, diagnostics: parsed.diagnostics })
    tests.push({ file: testFile.name, tests: parsed.tests })
  }
  if (mapping === null || found.some(hasError)) return refuse(found, flags)
  const tested: TestedFile[] = []
  for (const each of tests) tested.push({ file: each.file, report: await mapping.runTests(each.tests) })
  const all = await mapping.runTests(tests.flatMap((each) => each.tests))
  if (flags.junit !== undefined) await writeFile(flags.junit, toJUnit(tested))
  if (all.failed > 0) process.exitCode = exitCode.failure
  if (flags.json) return printJson({ ...all, files: tested })
  await printReport(tested, all)
}

function toSource({ mediaType, text }: MappingFile) {
  return { text, format: mediaType === 'application/json' ? 'json' : 'yaml' } as const
}

/** `mapping.yaml` → every `*.test.yaml` of its folder. */
async function findTestFiles(name: string): Promise<readonly MappingFile[]> {
  const folder = dirname(name)
  const names = (await readdir(folder)).filter((entry) => /\.test\.ya?ml$/.test(entry) && entry !== basename(name))
  return Promise.all(names.sort().map((entry) => readMappingFile(join(folder, entry))))
}

interface Found {
  readonly file: string
  readonly diagnostics: readonly Diagnostic[]
}

function hasError({ diagnostics }: Found): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

async function refuse(found: readonly Found[], { json }: MappingTestFlags): Promise<void> {
  process.exitCode = exitCode.failure
  if (json) return printJson({ passed: 0, failed: 0, results: [], files: found })
  for (const { diagnostics, file } of found) await printDiagnostics(file, diagnostics)
  await print(`No test is run: ${countDiagnostics(found.flatMap(({ diagnostics }) => diagnostics))}`)
}

async function printReport(tested: readonly TestedFile[], all: TestReport): Promise<void> {
  const { bold, dim, green, red } = colorsFor(process.stdout)
  for (const { file, report } of tested) {
    for (const { line, name, outcome, problems } of report.results) {
      await print(`${outcome === 'passed' ? green('✓') : red('✗')} ${name} ${dim(`${file}:${line}`)}`)
      for (const problem of problems) await print(`    ${problem}`)
    }
  }
  const { covered, rules, uncovered } = all.coverage
  const left = uncovered.map(({ id, line }) => (line === 0 ? id : `line ${line}`)).join(', ')
  await print(`Rules covered: ${covered} of ${rules}${left === '' ? '' : dim(` (not: ${left})`)}`)
  await print(bold(`${all.passed} passed, ${all.failed} failed`))
}
