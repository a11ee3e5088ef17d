import type { Random } from './random.ts'

/** Texts that programs stumble over: quotes, controls, halves of pairs, what regular expressions choke on, numbers. */
const hostile: readonly string[] = [
  '',
  ' ',
  '\0',
  '\ud800',
  'a\udfff',
  '\u202e\u200b\ufeff',
  'İıſßﬁΣς',
  'e\u0301',
  '😀👨‍👩‍👧',
  '"',
  '\\',
  String.raw`\u0041`,
  "'; DROP TABLE users; --",
  '%_%',
  '$1',
  '${process.exit()}',
  '{{7*7}}',
  '../../etc/passwd',
  '<script>',
  'true',
  'null',
  'NaN',
  '1e999',
  '-0',
  '0x10',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'W/"1"',
  'bulkId:1',
  '2026-02-30T25:61:00Z',
  '0000-00-00T00:00:00.000Z',
  `${'a'.repeat(3_000)}!`,
  `${'((a+)+)+'.repeat(20)}$`,
  'x@'.repeat(500),
  ' '.repeat(1_000),
]

const words = ['ann', 'Bob', 'Ünal', 'work', 'home', 'True', 'False', 'Sales', 'x@example.com', 'acme_owners']

const numbers = [0, -1, 1, 1.5, -0, 1e308, -1e308, 5e-324, 2 ** 53, -(2 ** 63), 1e21, 0.1]

export function randomText(random: Random): string {
  if (random.chance(0.5)) return random.pick(words)
  if (random.chance(0.8)) return random.pick(hostile)
  return Array.from({ length: random.below(30) }, () => String.fromCharCode(random.below(0xffff))).join('')
}

/** Names of attributes, known and unknown, and what objects have by themselves. */
const names = [
  'userName',
  'displayName',
  'externalId',
  'active',
  'emails',
  'name',
  'title',
  'members',
  'groups',
  'roles',
  'id',
  'schemas',
  'meta',
  'password',
  'value',
  'type',
  'primary',
  'familyName',
  '$ref',
  'nothingOfThat',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
  'urn:ietf:params:scim:schemas:core:2.0:User:name.givenName',
  'name.givenName',
  'emails[type eq "work"].value',
  'Operations',
  'op',
  'path',
  '',
]

export function randomName(random: Random): string {
  return random.chance(0.05) ? randomText(random) : random.pick(names)
}

/** JSON as text, so that names such as `__proto__`, numbers beyond all bounds and repeated names can be in it. */
export function randomJson(random: Random, depth = 4): string {
  const kind = random.below(depth === 0 ? 5 : 8)
  if (kind === 0) return 'null'
  if (kind === 1) return random.pick(['true', 'false'])
  if (kind === 2)
    return random.chance(0.2) ? random.pick(['1e999', '-1e999', '9'.repeat(400)]) : String(random.pick(numbers))
  if (kind <= 4) return JSON.stringify(randomText(random))
  if (kind === 5) return `[${Array.from({ length: random.below(4) }, () => randomJson(random, depth - 1)).join(',')}]`
  return `{${Array.from({ length: random.below(5) }, () => `${JSON.stringify(randomName(random))}:${randomJson(random, depth - 1)}`).join(',')}}`
}
