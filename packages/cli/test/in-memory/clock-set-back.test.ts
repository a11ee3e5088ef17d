import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

/** What a provider does to a user who stands, or to a group that has them or not. */
const steps = [
  'rename the user',
  'put the user',
  'rename the group',
  'put the group',
  'join',
  'leave',
  'announce',
] as const

describe('a clock that is set back', () => {
  const rolecall = withRolecall()

  it('gives nothing a time of change before its last one, or before it was made', async () => {
    const instant = fc
      .date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
    const history = fc.array(fc.record({ step: fc.constantFrom(...steps), now: instant }), { maxLength: 12 })
    let number = 0
    await fc.assert(
      fc.asyncProperty(history, async (changes) => {
        const acme = await rolecall().createOrganization()
        const { clock } = rolecall()
        const user = await acme.createUser('ann')
        const group = await acme.createGroup('staff')
        let seen = ''
        for (const { now, step } of changes) {
          clock.now = now
          number += 1
          const name = `name ${number}`
          switch (step) {
            case 'rename the user':
              await acme.patchUser(user, { op: 'replace', path: 'displayName', value: name })
              break
            case 'put the user':
              await acme.putUser(user, 'ann', { title: name })
              break
            case 'rename the group':
              await acme.patchGroup(group, { op: 'replace', path: 'displayName', value: name })
              break
            case 'put the group':
              await acme.putGroup(group, name, [user])
              break
            case 'join':
              await acme.join(group, user)
              break
            case 'leave':
              await acme.leave(group, user)
              break
            case 'announce':
              // A member whom the group awaits, and who comes later, changes the group as well.
              await acme.join(group, `user-${number}`)
              await acme.createUser(`late-${number}`, { externalId: `user-${number}` })
              break
          }
          const records = [await acme.reader.users.find(user), await acme.reader.groups.find(group)]
          for (const record of records) expect(record!.lastModified >= record!.created).toBe(true)
          const times = records.map((record) => record!.lastModified).join(' ')
          if (seen !== '') times.split(' ').forEach((time, index) => expect(time >= seen.split(' ')[index]!).toBe(true))
          seen = times
        }
      }),
      { numRuns: 30 },
    )
  })
})
