import { readVerification, verifyDirectory } from '@rolecall/core/job/verify-directory'

import { defineRoute, type Route } from '../route/route.ts'
import { verificationSchema } from './verification-schema.ts'

const path = '/api/verification'
const answers = {
  200: {
    description: 'When, how many roles were compared, how many differ, and the first hundred',
    schema: verificationSchema,
  },
}

/** Whether derived roles are what the mapping gives from the facts. */
export const verificationRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'getVerification',
    summary: 'Read what the last verification of all derived roles came to',
    scope: 'organization_read',
    answers,
    async handle({ context }) {
      return { status: 200, body: await readVerification(context) }
    },
  }),
  defineRoute({
    method: 'POST',
    path,
    operationId: 'runVerification',
    summary: 'Compute all derived roles again from the facts and compare them with the stored ones, now',
    scope: 'organization',
    answers,
    async handle({ context }) {
      return { status: 200, body: await verifyDirectory(context) }
    },
  }),
]
