import { expect, it } from 'vitest'

import { builders } from './builders.ts'
import { createTextOfShape } from './text-of-shape.ts'

const jobsOf = (organizationId: string) => builders.sqlite('jobs').where('organization_id', organizationId)

it('builds the text of a shape once', () => {
  const textOfShape = createTextOfShape()
  let built = 0
  const textFor = (organizationId: string) =>
    textOfShape(['jobs'], [organizationId], () => {
      built += 1
      return jobsOf(organizationId)
    })
  expect(textFor('acme')).toBe(textFor('globex'))
  expect(built).toBe(1)
})

it('refuses values that are not those of the text, in its order', () => {
  const textOfShape = createTextOfShape()
  expect(() => textOfShape(['jobs'], ['globex'], () => jobsOf('acme'))).toThrow(/not those of its text/)
})
