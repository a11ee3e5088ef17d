import { describe, expect, it } from 'vitest'

import { toPlace, toSignInPath } from './sign-in-place.ts'

describe('toPlace', () => {
  it.each([
    ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000001'],
    [' https://rolecall.example.com/sign-in/sso/0190-1 ', '0190-1'],
    ['https://rolecall.example.com/sign-in/sso/0190-1/?to=%2Flog', '0190-1'],
    ['rolecall.example.com/sign-in/sso/0190-1', '0190-1'],
    ['https://evil.example/', null],
    ['https://rolecall.example.com/sign-in/sso/0190-1/callback', null],
    ['Acme GmbH', null],
    ['../../x', null],
    ['', null],
  ])('makes of %j %j', (text, place) => expect(toPlace(text)).toBe(place))
})

it('begins the sign-in on this server, whatever the place is', () => {
  expect(toSignInPath('//evil.example/', '/people?a=b')).toBe('/sign-in/sso/%2F%2Fevil.example%2F?to=%2Fpeople%3Fa%3Db')
})
