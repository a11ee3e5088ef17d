import { describe, expect, it } from 'vitest'

import { toInitials } from './avatar.tsx'

describe('toInitials', () => {
  it.each([
    ['Ada Adler', 'AA'],
    ['ada.adler.14@acme.example', 'AA'],
    ['acme_stewards', 'AS'],
    ['émile', 'É'],
    ['𝒜da 𝒷ob', '𝒜𝒷'],
    ['007@acme.example', '0'],
    ['', '?'],
    ['@acme.example', '?'],
  ])('%s: %s', (name, initials) => {
    expect(toInitials(name)).toBe(initials)
  })
})
