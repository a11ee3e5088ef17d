import { describe, expect, it } from 'vitest'

import { withEntryFor } from './with-entry-for.ts'

/** With `|` where one goes on. */
const begun = (text: string, group = 'staff') => {
  const { at, text: after } = withEntryFor(text, group)
  return `${after.slice(0, at)}|${after.slice(at)}`
}

describe('an entry for a group', () => {
  it('is begun at the end of its section, before what follows', () => {
    expect(begun('scimGroupMappings:\n  - { scimGroup: a, type: organizationOwner }\n\n# limits\nlimits: {}\n')).toBe(
      'scimGroupMappings:\n  - { scimGroup: a, type: organizationOwner }\n  - scimGroup: "staff"\n    type: |\n\n# limits\nlimits: {}\n',
    )
  })

  it('is indented as the others are', () => {
    expect(begun('scimGroupMappings: # who\n- scimGroup: a\n  type: organizationOwner\n')).toBe(
      'scimGroupMappings: # who\n- scimGroup: a\n  type: organizationOwner\n- scimGroup: "staff"\n  type: |\n',
    )
  })

  it('is begun where there is no section, or an empty one', () => {
    expect(begun('')).toBe('scimGroupMappings:\n  - scimGroup: "staff"\n    type: |\n')
    expect(begun('limits: {}\n')).toBe('limits: {}\n\nscimGroupMappings:\n  - scimGroup: "staff"\n    type: |\n')
    expect(begun('scimGroupMappings: []\n')).toBe('scimGroupMappings: \n  - scimGroup: "staff"\n    type: |\n')
  })

  it('is gone on with where it was begun before', () => {
    const { at, text } = withEntryFor('scimGroupMappings:\n', 'staff')
    expect(withEntryFor(text, 'staff')).toEqual({ at, text })
    expect(withEntryFor(text, 'others').text).not.toBe(text)
  })

  it('never breaks the text by the name of a group', () => {
    expect(begun('', 'a: "b" # c\\')).toContain('scimGroup: "a: \\"b\\" # c\\\\"\n')
  })

  it('leaves a section in flow style as it is', () => {
    expect(begun('scimGroupMappings: [{ scimGroup: a }]\nlimits: {}\n')).toBe(
      'scimGroupMappings: [{ scimGroup: a }]|\nlimits: {}\n',
    )
  })
})
