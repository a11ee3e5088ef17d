import { writeFile } from 'node:fs/promises'

import { allChecks } from '@rolecall/conformance/all-checks'
import { profiles, type Check, type Profile } from '@rolecall/conformance/check'
import { NoScimServer } from '@rolecall/conformance/expect-scim-server'
import { countOutcomes, toJsonReport } from '@rolecall/conformance/report/to-json-report'
import { runSuite, type SuiteResult } from '@rolecall/conformance/run-suite'
import { ServerUnreachable } from '@rolecall/conformance/scim-client'
import { selectChecks } from '@rolecall/conformance/select-checks'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { printCheckList, printResult, printSummary } from './print-report.ts'
import { toJUnit } from './to-junit.ts'

/** As commander has parsed them. */
export interface ConformanceFlags {
  readonly baseUrl?: string
  readonly token?: string
  readonly only?: readonly string[]
  readonly provider?: readonly string[]
  readonly profile?: readonly string[]
  readonly list?: true
  readonly junit?: string
  readonly timeout?: string
  readonly json?: true
}

/** Runs the suite and reports. A second SIGINT ends it at once; the first lets the check under way remove what it made. */
export async function runConformance(flags: ConformanceFlags): Promise<void> {
  const checks = getChecks(flags)
  if (flags.list === true) return printCheckList(checks, flags.json === true)
  const { baseUrl, token, timeoutMs } = getTarget(flags)
  const onResult = flags.json === true ? () => {} : printResult
  const result = await interruptible((signal) => run({ baseUrl, token, checks, timeoutMs, onResult, signal }))
  if (flags.junit !== undefined) await writeReport(flags.junit, toJUnit(result))
  if (flags.json === true) await printJson(toJsonReport(result))
  else await printSummary(result)
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

function getTarget({ baseUrl, timeout = '30', token = process.env['ROLECALL_TOKEN'] }: ConformanceFlags) {
  if (baseUrl === undefined || !/^https?:\/\/./.test(baseUrl) || !URL.canParse(baseUrl))
    throw new CommandError(
      'Which server? Give its SCIM endpoints as --base-url, such as https://HOST/api/scim/v2',
      exitCode.usage,
    )
  if (token === undefined || token === '')
    throw new CommandError('With which token? Give it as ROLECALL_TOKEN or --token.', exitCode.usage)
  if (!/^[1-9]\d{0,3}$/.test(timeout))
    throw new CommandError('--timeout: seconds from 1 to 9999 were expected', exitCode.usage)
  return { baseUrl, token, timeoutMs: Number(timeout) * 1_000 }
}

async function run(options: Parameters<typeof runSuite>[0]): Promise<SuiteResult> {
  try {
    return await runSuite(options)
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
