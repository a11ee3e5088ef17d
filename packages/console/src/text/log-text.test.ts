import { describe, expect, it } from 'vitest'

import { describeRequest } from './log-text.tsx'

describe('describeRequest', () => {
  it.each([
    ['GET', 'success', 'User', '/api/scim/v2/Users?filter=x', 'looked for people'],
    ['GET', 'success', 'User', '/api/scim/v2/Users/1', 'read'],
    ['GET', 'success', null, '/api/scim/v2/ServiceProviderConfig', 'read'],
    ['GET', 'refused', 'Group', '/api/scim/v2/Groups?filter=(', 'tried to look for groups'],
    ['POST', 'refused', 'User', '/api/scim/v2/Users', 'tried to create a person'],
    ['PATCH', 'success', 'Group', '/api/scim/v2/Groups/1', 'changed nothing of'],
    ['PATCH', 'failed', 'Group', '/api/scim/v2/Groups/1', 'tried to change'],
    ['DELETE', 'refused', 'User', '/api/scim/v2/Users/1', 'tried to delete'],
  ] as const)('%s, %s, of %s: %s', (method, outcome, resourceType, path, expected) => {
    expect(describeRequest({ method, outcome, resourceType, path })).toBe(expected)
  })
})
