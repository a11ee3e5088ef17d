import { fileURLToPath } from 'node:url'

import { reportFolder } from './draw.mjs'

const mutated =
  process.env['ROLECALL_MUTATION_FILES'] ??
  'packages/core/src/{roles,explain,mapping}/**/*.ts packages/rules/src/**/*.ts'
const report = process.env['ROLECALL_MUTATION_REPORT'] ?? 'all'

export default {
  testRunner: 'resident',
  plugins: [fileURLToPath(new URL('stryker-runner.mjs', import.meta.url))],
  mutate: [...mutated.split(' '), '!**/*.test.ts'],
  // Texts are wording, or words of a union that the type checker refuses others of.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // Packages find one another by links that lead out of a copy, back to the sources that are not mutated.
  inPlace: true,
  concurrency: 1,
  reporters: ['progress-append-only', 'json', 'html'],
  allowConsoleColors: false,
  htmlReporter: { fileName: `coverage/mutation/${report}.html` },
  jsonReporter: { fileName: `${reportFolder}/${report}.json` },
  // The machine may be busy: only what never ends shall time out.
  timeoutMS: 30_000,
  dryRunTimeoutMinutes: 60,
  tempDirName: 'coverage/mutation/tmp',
  disableTypeChecks: false,
}
