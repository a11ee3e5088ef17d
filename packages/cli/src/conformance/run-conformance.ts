import { writeFile } from 'node:fs/promises'

import { allChecks } from '@rolecall/conformance/all-checks'
import { profiles, type Check, type Profile } from '@rolecall/conformance/check'
import { NoScimServer } from '@rolecall/conformance/expect-scim-server'
import { judgeProfiles } from '@rolecall/conformance/profile/judge-requirements'
import { countOutcomes, toJsonReport } from '@rolecall/conformance/report/to-json-report'
import { toMarkdown } from '@rolecall/conformance/report/to-markdown'
import { runSuite, type SuiteOptions, type SuiteResult } from '@rolecall/conformance/run-suite'
import { ServerUnreachable } from '@rolecall/conformance/ask'
import { selectChecks } from '@rolecall/conformance/select-checks'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import type { ConformanceFlags } from './conformance-flags.ts'
import { printCheckList, printProfiles, printResult, printSummary } from './print-report.ts'
import { readTarget } from './read-target.ts'
import { toJUnit } from './to-junit.ts'

/** Runs the suite and reports. A second SIGINT ends it at once; the first lets the check under way remove what it made. */
export async function runConformance(flags: ConformanceFlags): Promise<void> {
  const checks = getChecks(flags)
  if (flags.list === true) return printCheckList(checks, flags.json === true)
  const onResult = flags.json === true ? () => {} : printResult
  const result = await interruptible((signal) => run(flags, { checks, onResult, signal }))
  const judged = judgeProfiles((flags.profile ?? []).map(toProfile), result.results)
  if (flags.junit !== undefined) await writeReport(flags.junit, toJUnit(result, judged))
  if (flags.summary !== undefined) await writeReport(flags.summary, toMarkdown(judged))
  if (flags.json === true) return finish(result, printJson(toJsonReport(result, judged)))
  await printSummary(result)
  await finish(result, printProfiles(judged))
}

async function finish(result: SuiteResult, printed: Promise<void>): Promise<void> {
  await printed
  if (countOutcomes(result.results).failedMust > 0 || result.stopped !== null) process.exitCode = exitCode.failure
}

function getChecks({ only = [], profile = [], provider = [] }: ConformanceFlags): readonly Check[] {
  const known = [...new Set(allChecks.map((check) => check.provider).filter((name) => name !== null))]
  const unknown = provider.find((name) => !known.some((one) => one === name))
  if (unknown !== undefined)
    throw new CommandError(`--provider: there is no ${unknown}; known are ${known.join(', ')}`, exitCode.usage)
  const checks = selectChecks(allChecks, { only, providers: provider, profiles: profile.map(toProfile) })
  if (checks.length === 0) throw new CommandError('--only: no check fits; see --list', exitCode.usage)
  return checks
}

function toProfile(name: string): Profile {
  const known = profiles.find((profile) => profile === name)
  if (known !== undefined) return known
  throw new CommandError(`--profile: there is no ${name}; known are ${profiles.join(', ')}`, exitCode.usage)
}

async function run(
  flags: ConformanceFlags,
  options: Pick<SuiteOptions, 'checks' | 'onResult' | 'signal'>,
): Promise<SuiteResult> {
  try {
    return await runSuite({ ...(await readTarget(flags)), ...options })
  } catch (error) {
    if (error instanceof ServerUnreachable || error instanceof NoScimServer)
      throw new CommandError(error.message, exitCode.failure, { cause: error })
    throw error
  }
}

async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  try {
    return await work(controller.signal)
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
  }
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
    await print(`The report is in ${file}`)
  } catch (cause) {
    throw new CommandError(`${file} can not be written: ${(cause as Error).message}`, exitCode.failure, { cause })
  }
}
