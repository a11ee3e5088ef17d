import { describe, expect, it } from 'vitest'

import { checkIssuer } from './issuer.ts'

describe('checkIssuer', () => {
  it.each([
    'https://login.microsoftonline.com/common/v2.0',
    'https://login.microsoftonline.com/Common/v2.0/',
    'https://login.microsoftonline.com/organizations/v2.0',
    'https://login.microsoftonline.com/consumers/v2.0',
    'https://login.microsoftonline.us/common',
    'https://login.partner.microsoftonline.cn/common/v2.0',
    'https://sts.windows.net/common/',
    'https://login.example.com/common/v2.0',
  ])('refuses %s, which no token has', (issuer) => {
    expect(checkIssuer(issuer)).toMatchObject([{ path: 'issuer', message: expect.stringContaining('many tenants') }])
  })

  it.each([
    'https://login.microsoftonline.com/{tenantid}/v2.0',
    'https://sts.windows.net/{tenantId}/',
    'https://login.microsoftonline.com/%7Btenantid%7D/v2.0',
    'https://login.microsoftonline.com/<tenant-id>/v2.0',
  ])('refuses %s, which is to be filled in', (issuer) => {
    expect(checkIssuer(issuer)).toMatchObject([{ message: expect.stringContaining('fill in') }])
  })

  it.each([
    '',
    'issuer',
    'http://idp.example.com',
    'ftp://idp.example.com',
    'https://',
    'https://a:b@idp.example.com',
    'https://idp.example.com/?tenant=1',
    'https://idp.example.com/#a',
    'https://idp.example.com?',
  ])('refuses %j', (issuer) => {
    expect(checkIssuer(issuer)).toHaveLength(1)
  })

  it.each([
    'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0',
    'https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/',
    'https://accounts.google.com',
    'https://keycloak.example.com/realms/common',
    'https://idp.example.com/common',
    'http://localhost:8080/realms/test',
    'http://[::1]:8080',
  ])('takes %s', (issuer) => {
    expect(checkIssuer(issuer)).toEqual([])
  })
})
