import { describe, expect, it } from 'vitest'
import { createDecider } from './create-decider.ts'
import { countingOperator, fixedKind } from './testing/kinds.ts'

describe('createDecider', () => {
  it('refuses a vocabulary that contradicts itself, all at once', () => {
    const kinds = [fixedKind('s', [], []), fixedKind('s', [], [])]
    const operators = ['eq', 'inGroup', 'a', 'a', 'a:b'].map(countingOperator)
    expect(() => createDecider({ kinds, operators })).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        issues: [
          { path: 's', message: 'there is an owner of a section of this name already' },
          { path: 'eq', message: 'there is an operator of this name already' },
          { path: 'inGroup', message: 'there is an operator of this name already' },
          { path: 'a', message: 'there is an operator of this name already' },
          { path: 'a:b', message: 'this is no name for an operator: letters and digits' },
        ],
      }),
    )
  })

  it('refuses a wrong default of a section', () => {
    const kinds = [fixedKind('s', ['user'], [{ path: 'titel', operator: 'pr', value: null }])]
    expect(() => createDecider({ kinds, operators: [] })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError' }),
    )
  })

  it('refuses a rule that looks at facts which its section does not declare: it would not run when they change', () => {
    const kind = { ...fixedKind('s', ['user'], [{ inGroup: 'g' }]), plugin: 'mine' }
    expect(() => createDecider({ kinds: [kind], operators: [] })).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        issues: [
          {
            path: 'PLUGIN_FAILED',
            message: expect.stringMatching(/^plugin mine: .*looks at facts that the section 's' does not declare\.$/),
          },
        ],
      }),
    )
  })
})
