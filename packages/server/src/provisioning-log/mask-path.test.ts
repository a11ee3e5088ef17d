import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { expect, it } from 'vitest'

import { maskPath } from './mask-path.ts'
import { createSecretNames } from './secret-names.ts'

const isSecret = createSecretNames(standardResourceTypes)

it.each([
  [
    '/api/scim/v2/Users?filter=userName%20eq%20%22a%22&count=1',
    '/api/scim/v2/Users?filter=userName%20eq%20%22a%22&count=1',
  ],
  ['/api/scim/v2/Users?filter=password%20eq%20%22x%22&count=1', '/api/scim/v2/Users?filter=[masked]&count=1'],
  ['/api/scim/v2/Users?filter=%70assword%20eq%20%22x%22', '/api/scim/v2/Users?filter=[masked]'],
  ['/api/scim/v2/Users?filter=%E0%A4%A&x', '/api/scim/v2/Users?filter=[masked]&x'],
  [
    '/api/scim/v2/Users?access_token=abc&attributes=id,password',
    '/api/scim/v2/Users?access_token=[masked]&attributes=id,password',
  ],
  [`/api/scim/v2/Users/rc_1_${'s'.repeat(43)}`, '/api/scim/v2/Users/[masked]'],
  [`/api/scim/v2/Users?a=Bearer%20abcdefgh`, '/api/scim/v2/Users?a=[masked]'],
  [
    '/api/scim/v2/Users?sessionToken=abc#device_token=def',
    '/api/scim/v2/Users?sessionToken=[masked]#device_token=[masked]',
  ],
  ['/api/scim/v2/Users?filter=pass%2577ord+eq+%22x%22', '/api/scim/v2/Users?filter=[masked]'],
  ['/api/scim/v2/Users?password%20eq%20%22x%22', '/api/scim/v2/Users?[masked]'],
  ['/api/scim/v2/Users/password=x/y', '/api/scim/v2/Users/[masked]/y'],
  [`/api/scim/v2/Users?x=${'a'.repeat(1_990)}&recoveryCode=abc`, `/api/scim/v2/Users?x=${'a'.repeat(1_979)}…`],
  ['/api/scim/v2/Users?', '/api/scim/v2/Users?'],
  ['/api/scim/v2/Users??&', '/api/scim/v2/Users??&'],
])('keeps %s as %s', (url, kept) => {
  expect(maskPath(url, isSecret)).toBe(kept)
})

it('cuts a long one', () => {
  expect(maskPath(`/api/scim/v2/Users?filter=${'a '.repeat(1_000)}${'a'.repeat(10_000)}`, isSecret)).toHaveLength(2_001)
})
