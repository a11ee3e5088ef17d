import { describe, expect, it } from 'vitest'

import { adviceFor } from './advice-for.ts'

describe('adviceFor', () => {
  it.each([400, 401, 403, 404, 409, 413, 500, 503])('says what to do about %i', (status) => {
    expect(adviceFor({ outcome: status >= 500 ? 'failed' : 'refused', status, scimType: null })).toMatch(/\.$/)
  })

  it('says nothing where nothing is to be done', () => {
    expect(adviceFor({ outcome: 'success', status: 201, scimType: null })).toBeNull()
  })

  it('knows why a rename is refused', () => {
    expect(adviceFor({ outcome: 'refused', status: 400, scimType: 'mutability' })).toContain('rename')
  })
})
