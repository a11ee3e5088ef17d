import type { TestReport } from '@rolecall/core/directory/test-report'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'

import type { ServerFlags } from '../command/server-options.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { readMappingFile } from './mapping-file.ts'
import { countDiagnostics, printDiagnostics } from './print-diagnostics.ts'
import { printTests } from './print-tests.ts'
import { getRemoteServer, sendToServer } from './server-request.ts'

/** Prints every diagnostic of a file; an error makes the exit code 1. */
export async function checkMapping(name: string, flags: ServerFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  const file = await readMappingFile(name)
  const { text } = await sendToServer(server, {
    method: 'POST',
    path: '/api/settings/scim-mapping/check',
    headers: { 'content-type': file.mediaType },
    body: file.text,
  })
  const {
    diagnostics = [],
    tests,
    valid = false,
  } = JSON.parse(text) as {
    valid?: boolean
    diagnostics?: readonly Diagnostic[]
    tests?: TestReport
  }
  if (!valid) process.exitCode = exitCode.failure
  if (flags.json) return printJson({ valid, diagnostics, tests })
  await printDiagnostics(file.name, diagnostics)
  await printTests(tests, file.name)
  await print(`${file.name}: ${countDiagnostics(diagnostics)}`)
}
