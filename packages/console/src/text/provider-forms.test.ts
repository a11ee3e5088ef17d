import { describe, expect, it } from 'vitest'

import { connectForms } from './provider-forms.ts'
import { providers } from './provider-guides.ts'

const named = providers.filter(({ id }) => id !== 'other')

describe('the form in which a provider is told where it sends to', () => {
  it.each(named.map((guide) => [guide.title, guide] as const))('of %s is drawn as the step calls it', (_, guide) => {
    const labels = connectForms[guide.id]?.[guide.ways[0]]?.fields.map(({ label }) => label)
    expect(labels).toContain(guide.urlLabel)
  })

  it('hides what is secret', () => {
    const fields = Object.values(connectForms).flatMap((ways) => Object.values(ways).flatMap((form) => form.fields))
    const shown = fields.filter(({ kind, value }) => kind !== 'secret' && /^rcs?_/.test(value))
    expect(shown).toEqual([])
  })
})
