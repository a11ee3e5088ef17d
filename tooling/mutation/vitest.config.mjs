import { defineConfig } from 'vitest/config'

import base from '../../vitest.config.ts'

const { projects, ...test } = base.test
const unit = projects.find((project) => project.test.name === 'unit').test

/** The unit tests of what is mutated, and those of the packages above that play whole cases in memory. */
const tests = [
  'packages/core/src/{roles,explain,mapping,job,change,host}/**/*.test.ts',
  'packages/rules/src/**/*.test.ts',
  'plugins/group-roles/src/**/*.test.ts',
  'packages/cli/test/{semantics,explain}.test.ts',
  'packages/cli/test/in-memory/*.test.ts',
  'packages/server/test/*.test.ts',
]

/** Fewer tests are quicker by far, and the score that they give is a lower bound. */
const chosen = process.env['ROLECALL_MUTATION_TESTS']?.split(' ')

export default defineConfig({ ...base, test: { ...test, ...unit, include: chosen ?? tests, reporters: [] } })
