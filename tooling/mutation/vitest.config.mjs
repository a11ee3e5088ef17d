import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitest/config'

import base from '../../vitest.config.ts'

const { projects, ...test } = base.test
const unit = projects.find((project) => project.test.name === 'unit').test

/** The unit tests of what is mutated, and those of the packages above that play whole cases in memory. */
const tests = [
  'packages/core/src/{roles,explain,mapping,job,change,directory}/**/*.test.ts',
  'packages/rules/src/**/*.test.ts',
  'plugins/*/src/**/*.test.ts',
  'packages/cli/test/{semantics,explain,examples,findings}.test.ts',
  'packages/cli/test/in-memory/*.test.ts',
  'packages/cli/src/schema/*.test.ts',
  'packages/server/test/*.test.ts',
]

/** Properties of whole organizations, depths and amounts take seconds each time: they are not run for every change. */
const slow = [
  'gives up deep nesting rather than use up the stack',
  'is decided, planned, verified and explained as one, after whatever happens',
  'holds whatever the provider, an owner and time do',
  'many keys are compared in linear time',
  'aliases of aliases are refused before they grow',
]

export default defineConfig({
  ...base,
  test: {
    ...test,
    ...unit,
    include: [...(process.env['ROLECALL_MUTATION_TESTS']?.split(' ') ?? tests), 'tooling/mutation/resident.test.mjs'],
    pool: 'threads',
    maxWorkers: 1,
    reporters: [{}],
    runner: fileURLToPath(new URL('vitest-runner.mjs', import.meta.url)),
    // A change may leave something that waits for ever.
    testTimeout: 30_000,
    testNamePattern: new RegExp(`^(?!.*(${slow.join('|')}))`),
    env: { ROLECALL_TEST_PROPERTY_TIME: '3000' },
    update: false,
  },
})
