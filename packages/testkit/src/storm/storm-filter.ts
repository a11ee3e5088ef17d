import type { Random } from './random.ts'
import { randomText } from './storm-values.ts'

const paths = [
  'userName',
  'displayName',
  'externalId',
  'id',
  'active',
  'title',
  'name.familyName',
  'emails',
  'emails.value',
  'emails.type',
  'emails.primary',
  'members',
  'members.value',
  'groups.display',
  'meta.created',
  'meta.lastModified',
  'meta.version',
  'meta',
  'password',
  'schemas',
  'urn:ietf:params:scim:schemas:core:2.0:User:title',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
  'nothingOfThat',
  '__proto__',
  'constructor.name',
  'emails[type eq "work"].value',
]

const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'EQ', 'Co', 'is', '==']

function randomValue(random: Random): string {
  const kind = random.below(10)
  if (kind === 0) return random.pick(['true', 'false', 'True'])
  if (kind === 1) return random.pick(['0', '-1', '1.5', '1e999', '1e-999', '01', '9'.repeat(50)])
  if (kind === 2) return 'null'
  if (kind === 3) return random.pick(['"2026-01-01T00:00:00Z"', '"2026-01-01"', '"0000-13-45T99:99:99Z"'])
  if (kind === 4) return `"${randomText(random)}`
  if (kind === 5) return randomText(random).replaceAll(' ', '')
  return JSON.stringify(randomText(random))
}

/** A filter of the grammar, whose leaves need not fit each other. */
export function randomFilter(random: Random, depth = 3): string {
  const kind = random.below(depth === 0 ? 3 : 8)
  if (kind === 0) return `${random.pick(paths)} pr`
  if (kind <= 3) return `${random.pick(paths)} ${random.pick(operators)} ${randomValue(random)}`
  if (kind === 4) return `not (${randomFilter(random, depth - 1)})`
  if (kind === 5) return `${random.pick(paths)}[${randomFilter(random, depth - 1)}]`
  const inner = `${randomFilter(random, depth - 1)} ${random.pick(['and', 'or', 'AND', 'xor'])} ${randomFilter(random, depth - 1)}`
  return random.chance(0.5) ? `(${inner})` : inner
}

/** A filter that was broken somewhere: a piece of it is gone, doubled or something else. */
export function brokenFilter(random: Random): string {
  if (random.chance(0.1))
    return random.pick(['('.repeat(5_000), 'not '.repeat(2_000), '[', 'a'.repeat(20_000), ')', '" or 1=1'])
  const filter = randomFilter(random)
  const at = random.below(filter.length)
  const piece = random.pick(['', filter.slice(at, at + 5).repeat(3), '"', '(', ']', '\\', ' ', randomText(random)])
  return filter.slice(0, at) + piece + filter.slice(at + random.below(5))
}
