export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tooling/mutation/vitest.config.mjs', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: ['packages/core/src/{roles,explain,mapping}/**/*.ts', 'packages/rules/src/**/*.ts', '!**/*.test.ts'],
  // Texts are wording, or words of a union that the type checker refuses others of.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // Packages find one another by links that lead out of a copy, back to the sources that are not mutated.
  inPlace: true,
  concurrency: 2,
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  allowConsoleColors: false,
  htmlReporter: { fileName: 'coverage/mutation/index.html' },
  jsonReporter: { fileName: 'coverage/mutation/report.json' },
  // Many tests reach a mutant, and the machine may be busy: only what never ends shall time out.
  timeoutMS: 60_000,
  tempDirName: 'coverage/mutation/tmp',
  disableTypeChecks: false,
}
