import { expect, it } from 'vitest'

import type { ChangeScope } from '../change/operation-context.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { KnownRows } from './known-rows.ts'
import { reconcileValidation } from './reconcile-validation.ts'

const says = (subject: string, rule = 'r', effect = 'email.validated'): Assignment => ({
  effect,
  subject,
  source: 's',
  rule,
  value: { validated: true },
})

async function reconcile(
  put: readonly Assignment[],
  deleted: readonly Assignment[],
  after: readonly Assignment[],
  known: KnownRows = 'read',
) {
  const stored: unknown[] = []
  const told: string[] = []
  const scope = {
    tx: { users: { setEmailValidated: async (changes: readonly unknown[]) => void stored.push(...changes) } },
    record: (type: string, subject: string) => void told.push(`${type} ${subject}`),
  } as unknown as ChangeScope
  await reconcileValidation(scope, { put, deleted, after }, known)
  return { stored, told }
}

it('keeps an address validated as long as anybody says so, and tells of those of whom something was said', async () => {
  const [ann, bob] = [says('ann'), says('bob')]
  expect(await reconcile([ann], [bob], [ann, says('cy')])).toEqual({
    stored: [
      { userId: 'ann', validated: true },
      { userId: 'bob', validated: false },
    ],
    told: ['EmailValidated users/ann', 'EmailInvalidated users/bob'],
  })
  expect(await reconcile([], [ann], [says('ann', 'other')])).toEqual({
    stored: [{ userId: 'ann', validated: true }],
    told: ['EmailValidated users/ann'],
  })
})

it('is told of somebody who has just been made, and needs no write', async () => {
  const told = ['EmailValidated users/ann']
  expect(await reconcile([says('ann')], [], [says('ann')], 'nothing')).toEqual({ stored: [], told })
})

it('has nothing to do with what else is said', async () => {
  const other = says('ann', 'r', 'finding')
  expect(await reconcile([other], [says('bob', 'r', 'licence')], [other, says('ann')])).toEqual({
    stored: [],
    told: [],
  })
  expect(await reconcile([says('ann')], [], [other])).toMatchObject({ told: ['EmailInvalidated users/ann'] })
})
