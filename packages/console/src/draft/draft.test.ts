import { describe, expect, it } from 'vitest'

import { parseDraft } from './draft.ts'

describe('a draft that the browser has kept', () => {
  const draft = { text: 'scimGroupMappings: []', base: 3, planId: 'p1' }

  it('is what was kept', () => {
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft)
    expect(parseDraft(JSON.stringify({ ...draft, planId: null }))).toEqual({ ...draft, planId: null })
  })

  it.each([null, '', 'null', '[]', '{"text":1,"base":1}', '{"text":"a"}'])('is none in %j', (stored) => {
    expect(parseDraft(stored)).toBeNull()
  })
})
