import { defineConfig } from 'vitest/config'

// Tests run from source: the condition points every workspace package at its `src`.
const conditions = ['@rolecall/source', 'node', 'development|production']
const roots = '{packages,plugins,tooling}/*'

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@rolecall/source', 'node'] } },
  test: {
    reporters: ['default', './tooling/vitest/src/plain-reporter.ts'],
    pool: 'forks',
    setupFiles: './packages/testkit/src/seed-properties.ts',
    // A third one on two cores loads everything once more, and is no sooner done.
    maxWorkers: 2,
    // What has been transformed is kept between runs, by its content.
    experimental: { fsModuleCache: true },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${roots}/{src,test}/**/*.test.ts`],
          exclude: ['**/*.it.test.ts', '**/node_modules/**'],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [`${roots}/{src,test}/**/*.it.test.ts`],
          exclude: ['**/node_modules/**'],
          // Each worker loads the modules once; what a file starts it ends.
          isolate: false,
          globalSetup: './packages/testkit/src/postgres-global-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
