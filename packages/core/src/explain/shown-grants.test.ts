import { expect, it } from 'vitest'

import { defaultCatalogue } from '../directory/role-catalogue.ts'
import { shownGrants } from './shown-grants.ts'

const grant = (scope: string, role: string, effective = true) => ({ scope, role, effective })

it('shows of each scope the highest role that is in force, by every grant that gives it', () => {
  const shown = [
    grant('team:sales', 'editor'),
    grant('team:sales', 'Editor'),
    grant('team:ops', 'Member'),
    grant('organization', 'Member'),
  ]
  const others = [
    grant('team:sales', 'Owner', false),
    grant('team:sales', 'Editor', false),
    grant('team:sales', 'Steward'),
    grant('team:sales', 'gone'),
  ]
  expect(shownGrants([...others, ...shown], defaultCatalogue)).toEqual(new Set(shown))
  expect(shownGrants([grant('team:x', 'Editor', false)], defaultCatalogue)).toEqual(new Set())
})

it('shows a role that is in no catalogue any more where there is no other', () => {
  const [one, other] = [grant('team:sales', 'gone'), grant('team:sales', 'lost')]
  expect(shownGrants([one, other], defaultCatalogue)).toEqual(new Set([one, other]))
})
