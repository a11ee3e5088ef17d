import fc from 'fast-check'

/**
 * Property tests draw the same cases in every run, so that one which fails has failed because of a change.
 * `ROLECALL_TEST_SEED` draws others.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['ROLECALL_TEST_SEED'] ?? 20_261_125) })
