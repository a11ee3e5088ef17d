import type { TestReport } from '@rolecall/core/directory/test-report'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'

import type { ServerFlags } from '../command/server-options.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { readMappingFile } from './mapping-file.ts'
import { onTrial } from './on-trial.ts'
import { parseVersionFlag } from './parse-version-flag.ts'
import { countDiagnostics, printDiagnostics } from './print-diagnostics.ts'
import { printTests } from './print-tests.ts'
import { getRemoteServer, sendToServer } from './server-request.ts'

/** As commander has parsed them. */
export interface MappingPutFlags extends ServerFlags {
  readonly ifMatch?: string
  readonly heldRevocations?: 'revoke' | 'wait'
}

/** The server's answer, whether it applied the mapping (200) or refused it whole (422). */
interface PutAnswer {
  readonly version?: number
  readonly diagnostics?: readonly Diagnostic[]
  readonly tests?: TestReport
  readonly confirmBy?: string | null
}

/** Makes a file the current mapping; with an error in it nothing is applied, and the exit code is 1. */
export async function putMapping(name: string, flags: MappingPutFlags): Promise<void> {
  const ifMatch =
    flags.ifMatch === undefined ? {} : { 'if-match': `"${parseVersionFlag('--if-match', flags.ifMatch)}"` }
  const server = await getRemoteServer(flags)
  const file = await readMappingFile(name)
  const { status, text } = await sendToServer(server, {
    method: 'PUT',
    path: `/api/settings/scim-mapping${toQuery(flags)}`,
    headers: { 'content-type': file.mediaType, ...ifMatch },
    body: file.text,
  })
  const { confirmBy = null, diagnostics = [], tests, version } = JSON.parse(text) as PutAnswer
  const applied = status !== 422
  if (!applied) process.exitCode = exitCode.failure
  if (flags.json) return printJson({ applied, version: version ?? null, diagnostics, ...(tests && { tests }) })
  await printDiagnostics(file.name, diagnostics)
  await printTests(tests, file.name)
  if (applied) {
    await print(`Version ${version} of the mapping is applied (${countDiagnostics(diagnostics)})`)
    return confirmBy === null ? undefined : print(onTrial(confirmBy))
  }
  await print(`Nothing is applied: ${countDiagnostics(diagnostics)}${failing(tests)}`)
}

function toQuery({ heldRevocations }: MappingPutFlags): string {
  return heldRevocations === undefined ? '' : `?confirm=${heldRevocations === 'revoke'}`
}

function failing(tests: TestReport | undefined): string {
  return tests === undefined || tests.failed === 0 ? '' : `, ${tests.failed} of its tests failed`
}
