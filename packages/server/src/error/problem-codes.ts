import type { conflictCodes } from '@rolecall/core/directory/conflict-codes'

import type { signInReasons } from '../sso/sign-in-reasons.ts'

/** Codes of problems that are neither a conflict nor a sign-in that was refused: status and meaning. */
export const problemCodes = {
  TESTS_FAILED: [422, 'Tests of the mapping fail, so it was not applied; `tests` has what each came to.'],
  ORGANIZATION_SUSPENDED: [
    403,
    'Nobody is let into the organization for the time being, whatever the key; nothing of it is lost.',
  ],
  PLUGIN_FAILED: [500, 'A plugin failed to answer a panel or a route; the detail names it, and the log has the cause.'],
} as const

/** Every `code` that a problem may have; a table has a sentence for each. */
export type ProblemCode = keyof typeof problemCodes | keyof typeof conflictCodes | keyof typeof signInReasons
