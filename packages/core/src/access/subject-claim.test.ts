import { describe, expect, it } from 'vitest'

import { checkSubjectClaim } from './subject-claim.ts'

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

describe('checkSubjectClaim', () => {
  const changing = `email EMAIL e-mail e_mail emails mail emailAddress verified_primary_email ｅmail user.email urn:oid:mail
    upn UPN userPrincipalName onprem_upn preferred_username unique_name username name nickname given_name family_name
    login_hint login sAMAccountName alias phone_number phone_number_verified mobile homephone address employeeNumber
    ${claims}/emailaddress ${claims}/upn ${claims}/name ${claims}/EmailAddress/ ${claims}/mobilephone
    http://schemas.microsoft.com/ws/2008/06/identity/claims/windowsaccountname https://acme.example/email`

  it.each([...changing.split(/\s+/), 'email ', ' email', 'email\u200B'])(
    'refuses %j, which can change hands',
    (claim) => {
      expect(checkSubjectClaim(claim)).toMatchObject([
        { path: 'claim', message: expect.stringContaining('change hands') },
      ])
    },
  )

  it.each(['iss', 'AUD', 'tid', 'roles', 'nonce', 'sid'])('refuses %j, which names nobody', (claim) => {
    expect(checkSubjectClaim(claim)).toMatchObject([{ message: expect.stringContaining('of the token') }])
  })

  it.each(['', ' ', '://', '__'])('refuses %j, which is no name', (claim) => {
    expect(checkSubjectClaim(claim)).toHaveLength(1)
  })

  const lasting = `sub oid uid user_id employee_id https://acme.example/employee_id groupno puid onprem_sid
    ${claims}/nameidentifier ${claims}/privatepersonalidentifier https://mail.acme.example/person_id
    http://schemas.microsoft.com/identity/claims/objectidentifier
    http://schemas.microsoft.com/ws/2008/06/identity/claims/primarysid`

  it.each(lasting.split(/\s+/))('takes %j', (claim) => {
    expect(checkSubjectClaim(claim)).toEqual([])
  })
})
