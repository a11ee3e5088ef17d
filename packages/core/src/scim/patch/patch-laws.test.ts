import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ScimError } from '../errors.ts'
import { parseResource } from '../resource/parse-resource.ts'
import type { JsonObject, ResourceData } from '../resource/resource-data.ts'
import { USER } from '../schema/user.ts'
import { isStorableText } from '../storable-text.ts'
import { Tolerances } from '../tolerance.ts'
import { applyPatch } from './apply-patch.ts'
import { parsePatch, PATCH_OP_URN } from './parse-patch.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const WORK = { type: 'work', value: 'bjensen@example.com', primary: true }
const HOME = { type: 'home', value: 'babs@jensen.org' }
const BABS: ResourceData = {
  userName: 'bjensen',
  name: { givenName: 'Barbara', familyName: 'Jensen' },
  emails: [WORK, HOME],
  active: true,
}

type Operation = Readonly<Record<string, unknown>>

function patch(
  operations: readonly Operation[],
  data: ResourceData = BABS,
  tolerances = new Tolerances(),
  type = USER,
) {
  const parsed = parsePatch(type, { schemas: [PATCH_OP_URN], Operations: operations }, tolerances)
  return applyPatch(type, data, parsed, tolerances)
}

describe('laws of PATCH', () => {
  const target = fc.constantFrom(
    'title',
    'name.givenName',
    'emails[type eq "work"].value',
    `${ENTERPRISE}:department`,
    'emails[type eq "other"].display',
  )
  const text = fc.string({ minLength: 1 }).filter(isStorableText)
  const email = fc.record({ value: text.map((value) => `m${value}`), type: fc.constantFrom('work', 'home', 'other') })

  it('adding twice is adding once', () => {
    fc.assert(
      fc.property(fc.array(email, { minLength: 1 }), (emails) => {
        const once = patch([{ op: 'add', path: 'emails', value: emails }]).data
        expect(patch([{ op: 'add', path: 'emails', value: emails }], once).changed).toBe(false)
      }),
    )
  })

  it('what was replaced is read, and replacing it again changes nothing', () => {
    fc.assert(
      fc.property(target, text, (path, value) => {
        const operation = { op: 'replace', path, value }
        const once = patch([operation]).data
        expect(patch([operation], once).changed).toBe(false)
        if (path === 'title') expect(once['title']).toBe(value)
      }),
    )
  })

  it('what was removed is absent, and removing it again changes nothing', () => {
    fc.assert(
      fc.property(target, (path) => {
        const once = patch([{ op: 'remove', path }]).data
        expect(patch([{ op: 'remove', path }], once).changed).toBe(false)
      }),
    )
  })

  it('removing what was added leaves what was there', () => {
    fc.assert(
      fc.property(email, (added) => {
        const value = { ...added, type: 'other' }
        const path = `emails[type eq "other" and value eq ${JSON.stringify(value.value)}]`
        const { data, changed } = patch([
          { op: 'add', path: 'emails', value: [value] },
          { op: 'remove', path },
        ])
        expect(data).toBe(BABS)
        expect(changed).toBe(false)
      }),
    )
  })

  it('answers any message with operations or a ScimError', () => {
    const path = fc.constantFrom(
      '',
      'title',
      'name',
      'emails',
      'emails[type eq "work"]',
      'emails[primary eq true].value',
      'emails.value',
      'active',
      ENTERPRISE,
      `${ENTERPRISE}:manager`,
      'schemas',
      'groups',
      '__proto__',
    )
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.integer(),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(path, fc.constantFrom('value', 'type', 'primary', '$ref')), tie('json'), { maxKeys: 4 }),
      ),
    }))
    const operation = fc.record(
      { op: fc.constantFrom('add', 'Remove', 'replace'), path, value: json },
      { requiredKeys: ['op'] },
    )
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 4 }), (operations) => {
        try {
          const { data } = patch(operations)
          expect(parseResource(USER, data, new Tolerances()).data).toEqual(withoutLabels(data))
        } catch (error) {
          if (!(error instanceof ScimError)) throw error
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

/** Without elements of which only labels are left, which a PATCH may leave and no whole value has. */
function withoutLabels({ emails, ...others }: ResourceData): ResourceData {
  const kept = Array.isArray(emails) ? (emails as readonly JsonObject[]).filter(({ value }) => value !== undefined) : []
  return kept.length === 0 ? others : { ...others, emails: kept }
}
