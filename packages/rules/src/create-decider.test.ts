import type { Subject } from '@rolecall/core/decider'
import type { FactKind, MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { describe, expect, it } from 'vitest'
import { createDecider } from './create-decider.ts'
import { compileNamePattern } from './pattern/name-pattern.ts'
import { countingOperator, fixedKind } from './testing/kinds.ts'

const empty = { text: '', format: 'yaml' } as const
const facts = (...kinds: readonly FactKind[]) => new Set(kinds)

function compileDefaults(
  kinds: readonly MappingKind[],
  operators: Parameters<typeof createDecider>[0]['operators'] = [],
) {
  const { mapping, diagnostics } = createDecider({ kinds, operators }).compile(empty)
  expect(diagnostics).toEqual([])
  return mapping!
}

const subject = (id: string, groups: readonly string[], user: ResourceData | null = null): Subject => ({
  id,
  user,
  groups: groups.map((name) => ({ id: `id of ${name}`, nameKeys: [name], claims: [], facts: null })),
})

/** `subject source:rule` of each assignment. */
async function decided(
  mapping: ReturnType<typeof compileDefaults>,
  subjects: readonly Subject[],
  ...kinds: readonly FactKind[]
) {
  const { assignments } = await mapping.decide(subjects, facts(...kinds))
  return assignments.map((assignment) => `${assignment.subject} ${assignment.rule}`)
}

describe('compile', () => {
  const decider = createDecider({ kinds: [fixedKind('one', [], []), fixedKind('two', [], [])], operators: [] })

  it('answers no mapping where there is an error, and every diagnostic in the order of the text', () => {
    const { mapping, diagnostics } = decider.compile({ text: 'twoo: 1\none: 2\nthree: 3\n', format: 'yaml' })
    expect(mapping).toBeNull()
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        line: 1,
        column: 1,
        code: 'UNKNOWN_KEY',
        message: "There is no section 'twoo'; did you mean 'two'?",
      },
      {
        severity: 'error',
        line: 3,
        column: 1,
        code: 'UNKNOWN_KEY',
        message: "There is no section 'three'; expected 'one', 'two', 'teams', 'limits', 'tests'.",
      },
    ])
  })

  it.each(['- one', 'one'])('refuses %j: a mapping file has sections', (text) => {
    expect(decider.compile({ text, format: 'yaml' }).diagnostics).toMatchObject([
      { line: 1, column: 1, code: 'WRONG_TYPE' },
    ])
  })

  it('has every section, those of the file first', () => {
    const { mapping } = decider.compile({ text: 'two: 1', format: 'yaml' })
    expect(mapping?.sections.map(({ name }) => name)).toEqual(['two', 'one'])
  })

  it('has equal fingerprints for sections that decide equally', () => {
    const print = (text: string) =>
      decider.compile({ text, format: 'yaml' }).mapping?.sections.find(({ name }) => name === 'one')?.fingerprint
    const base = print('one: [{ a: 007, b: x }]')
    expect(print('# a comment\none:\n  - a: "007"\n    b: x\ntwo: 5\n')).toBe(base)
    for (const other of [
      'one: [{ a: 7, b: x }]',
      'one: [{ a: 007, b: X }]',
      'one: [{ a: 007 }]',
      'one: [[a, 007, b, x]]',
      'one:',
      '',
    ]) {
      expect(print(other)).not.toBe(base)
    }
    expect(print('one:')).not.toBe(print(''))
  })

  it.each<[string, Condition, string]>([
    ['an empty all', { all: [] }, 'EMPTY_CONDITION'],
    ['an empty any within a not', { not: { any: [] } }, 'EMPTY_CONDITION'],
    ['an unknown operator', { path: 'title', operator: 'like', value: 'x' }, 'UNKNOWN_OPERATOR'],
    ['an unknown attribute', { path: 'titel', operator: 'eq', value: 'x' }, 'UNKNOWN_ATTRIBUTE'],
    ['a path that is none', { path: 'emails[', operator: 'pr', value: null }, 'INVALID_PATH'],
    [
      'groups, which are no attribute here',
      { path: 'groups.display', operator: 'eq', value: 'x' },
      'UNKNOWN_ATTRIBUTE',
    ],
    ['an attribute of another type', { path: 'active', operator: 'eq', value: 'yes' }, 'WRONG_TYPE'],
    ['an operator that does not go with the type', { path: 'active', operator: 'sw', value: true }, 'WRONG_TYPE'],
    ['a list for a constant', { path: 'title', operator: 'eq', value: ['x'] }, 'WRONG_TYPE'],
    ['a complex attribute without value', { path: 'name', operator: 'eq', value: 'x' }, 'INVALID_PATH'],
  ])('reports %s where the rule stands', (_what, condition, code) => {
    const kinds = [fixedKind('s', ['user'], [condition], 'no default')]
    const { diagnostics } = createDecider({ kinds, operators: [] }).compile({ text: '# x\ns: 1', format: 'yaml' })
    expect(diagnostics).toMatchObject([{ severity: 'error', line: 2, column: 4, code }])
  })

  it('reports two rules of one id', () => {
    const kind: MappingKind = {
      ...fixedKind('s', ['groups'], [], 'no default'),
      compile: ({ line, column }) =>
        ['a', 'a'].map((id) => ({ id, line, column, when: { inGroup: 'g' }, assign: () => [] })),
    }
    const { diagnostics } = createDecider({ kinds: [kind], operators: [] }).compile({ text: 's:', format: 'yaml' })
    expect(diagnostics).toMatchObject([{ line: 1, code: 'DUPLICATE_RULE' }])
  })
})

describe('decide', () => {
  it('asks the sections that depend on the facts, and says which, whether they give anything or not', async () => {
    const mapping = compileDefaults([
      fixedKind('byGroup', ['groups'], [{ inGroup: 'g' }]),
      fixedKind('byUser', ['user'], [{ path: 'title', operator: 'pr', value: null }]),
      fixedKind(
        'byBoth',
        ['groups', 'user'],
        [{ all: [{ inGroup: 'g' }, { path: 'title', operator: 'pr', value: null }] }],
      ),
      fixedKind('silent', ['groups'], []),
    ])
    const ann = [subject('ann', ['g'], { title: 'x' })]
    expect(await mapping.decide(ann, facts('groups'))).toMatchObject({
      sections: [{ name: 'byGroup' }, { name: 'byBoth' }, { name: 'silent' }],
    })
    expect(await decided(mapping, ann, 'groups')).toEqual(['ann byGroup:0', 'ann byBoth:0'])
    expect(await decided(mapping, ann, 'user')).toEqual(['ann byUser:0', 'ann byBoth:0'])
    expect(await decided(mapping, ann, 'user', 'groups')).toEqual(['ann byGroup:0', 'ann byUser:0', 'ann byBoth:0'])
    expect(await mapping.decide([subject('bob', [])], facts('groups'))).toMatchObject({
      sections: [{ name: 'byGroup' }, { name: 'byBoth' }, { name: 'silent' }],
      assignments: [],
    })
    expect(await mapping.decide(ann, facts('user', 'groups'), new Set(['byUser', 'none']))).toMatchObject({
      sections: [{ name: 'byUser' }],
      assignments: [{ rule: 'byUser:0' }],
    })
  })

  it('answers in the order of the document, whatever the order of completion', async () => {
    const deep = (depth: number): Condition =>
      depth === 0 ? { inGroup: 'g' } : { all: [deep(depth - 1), { not: { not: { inGroup: 'g' } } }] }
    const kind = fixedKind('s', ['groups'], [deep(6), deep(0), deep(3), { inGroup: 'h' }])
    expect(await decided(compileDefaults([kind]), [subject('ann', ['h', 'g'])], 'groups')).toEqual([
      'ann s:0',
      'ann s:1',
      'ann s:2',
      'ann s:3',
    ])
  })

  it('evaluates equal inputs once, also at the same time, and others anew', async () => {
    const counting = countingOperator('counts')
    const when: Condition = { all: [{ inGroup: 'g' }, { path: 'title', operator: 'counts', value: null }] }
    const mapping = compileDefaults([fixedKind('s', ['groups', 'user'], [when])], [counting])
    const same = (id: string) => subject(id, ['g', 'unrelated'], { title: 'x', userName: id })
    await Promise.all([
      mapping.decide([same('a'), same('b')], facts('user')),
      mapping.decide([same('c')], facts('user')),
    ])
    expect(counting.calls).toBe(1)
    expect(await decided(mapping, [same('d'), subject('e', ['g'], { title: 'x' })], 'user')).toEqual(['d s:0', 'e s:0'])
    expect(counting.calls).toBe(1)
    await mapping.decide([subject('f', ['g'], { title: 'y' })], facts('user'))
    expect(counting.calls).toBe(2)
  })

  it('does not run rules whose group nobody is in', async () => {
    const counting = countingOperator('counts')
    const counts: Condition = { path: 'title', operator: 'counts', value: null }
    const mapping = compileDefaults(
      [
        fixedKind(
          's',
          ['groups', 'user'],
          [{ all: [{ inGroup: 'g' }, counts] }, { any: [{ inGroup: 'h' }, { all: [counts, { inGroup: 'i' }] }] }],
        ),
      ],
      [counting],
    )
    expect(await decided(mapping, [subject('ann', ['z'], { title: 'x' })], 'user')).toEqual([])
    expect(counting.calls).toBe(0)
  })

  it('asks each person’s own facts for what follows, though the decision is remembered', async () => {
    const kind: MappingKind = {
      section: 's',
      summary: '',
      facts: ['groups', 'user'],
      effects: ['test'],
      defaultValue: null,
      compile: () => [
        {
          id: 'r',
          line: 0,
          column: 0,
          when: { inGroup: 'g' },
          assign: ({ groupIdOf, valuesAt, user }) => [
            {
              effect: 'test',
              value: { group: groupIdOf('g'), mail: valuesAt('emails.value'), title: user?.['title'] ?? null },
            },
          ],
        },
      ],
    }
    const mapping = compileDefaults([kind])
    const people: readonly Subject[] = ['1', '2'].map((id) => ({
      id,
      user: { title: `title ${id}`, emails: [{ value: `a${id}` }, { value: `b${id}` }] },
      groups: [{ id: `group ${id}`, nameKeys: ['other', 'g'], claims: [], facts: null }],
    }))
    const { assignments } = await mapping.decide(people, facts('groups'))
    expect(assignments.map(({ value }) => value)).toEqual([
      { group: 'group 1', mail: ['a1', 'b1'], title: 'title 1' },
      { group: 'group 2', mail: ['a2', 'b2'], title: 'title 2' },
    ])
  })

  it('asks each person’s own facts also for what follows from a membership in the same group', async () => {
    const kind: MappingKind = {
      ...fixedKind('s', ['groups', 'user'], []),
      compile: () => [
        {
          id: 'r',
          line: 0,
          column: 0,
          when: { group: { name: 'g' } },
          assign: ({ user }) => [{ effect: 'test', value: { title: user?.['title'] ?? null } }],
        },
      ],
    }
    const people = ['a', 'b', 'a'].map((title) => subject(title, ['g'], { title }))
    const { assignments } = await compileDefaults([kind]).decide(people, facts('groups'))
    expect(assignments.map(({ value }) => value)).toEqual([{ title: 'a' }, { title: 'b' }, { title: 'a' }])
  })

  it('gives nothing by a rule that can not say what it gives, through whichever group, and tells of it once', async () => {
    const kind: MappingKind = {
      ...fixedKind('s', ['groups'], []),
      compile: () => [
        {
          id: 'r',
          line: 3,
          column: 0,
          when: { any: [{ group: { name: 'a' } }, { group: { name: 'b' } }, { group: { name: 'c' } }] },
          assign({ group }) {
            if (group?.id !== 'id of a') throw new Error(`no gift for ${group?.id}`)
            return [{ effect: 'test', value: {} }]
          },
        },
      ],
    }
    const decision = await compileDefaults([kind]).decide([subject('ann', ['a', 'b', 'c'])], facts('groups'))
    expect(decision.assignments).toEqual([])
    expect(decision.failures).toEqual([
      { subject: 'ann', source: 's', rule: 'r', line: 3, plugin: null, reason: 'no gift for id of c' },
    ])
  })

  it('fails a rule that asks for what its section does not declare, or for what the person does not have', async () => {
    const kindOf = (assign: ReturnType<MappingKind['compile']>[number]['assign']): MappingKind => ({
      ...fixedKind('s', ['groups', 'user'], []),
      compile: () => [{ id: 'r', line: 0, column: 0, when: { inGroup: 'g' }, assign }],
    })
    const reasonsOf = async (kind: MappingKind) => {
      const { assignments, failures } = await compileDefaults([kind]).decide([subject('ann', ['g'])], facts('groups'))
      return [assignments.length, failures.map(({ reason }) => reason)]
    }
    expect(await reasonsOf(kindOf(() => [{ effect: 'other', value: {} }]))).toEqual([
      0,
      ["The rule 'r' asks for 'other', which the section 's' does not declare"],
    ])
    expect(await reasonsOf(kindOf(({ groupIdOf }) => [{ effect: 'test', value: { id: groupIdOf('h') } }]))).toEqual([
      0,
      ["The person is in no group that 'h' is bound to"],
    ])
    expect(await reasonsOf(kindOf(({ valuesAt }) => [{ effect: 'test', value: { all: valuesAt('title') } }]))).toEqual([
      0,
      ["There is no user to read 'title' of"],
    ])
  })

  it('fires a rule once that several groups, names or values would find', async () => {
    const either: Condition = {
      any: [{ inGroup: 'a' }, { inGroup: 'b' }, { path: 'title', operator: 'eq', value: 'x' }],
    }
    const mapping = compileDefaults([fixedKind('s', ['groups', 'user'], [either])])
    expect(await decided(mapping, [subject('ann', ['a', 'b'], { title: 'X' })], 'groups', 'user')).toEqual(['ann s:0'])
  })

  it.each([
    ['an error without a sentence', new Error(''), 'unknown'],
    ['no error', 'kaboom', 'unknown'],
    ['an error', new Error('kaboom'), 'kaboom'],
  ])('says why a rule has failed that throws %s', async (_what, thrown, reason) => {
    const fails = {
      name: 'fails',
      evaluate: () => {
        throw thrown
      },
    }
    const mapping = compileDefaults(
      [fixedKind('s', ['user'], [{ path: 'title', operator: 'fails', value: null }])],
      [fails],
    )
    const { failures } = await mapping.decide([subject('ann', [], { title: 'x' })], facts('user'))
    expect(failures).toMatchObject([{ reason }])
  })

  it.each<[string, Condition, 'all' | 'bound']>([
    ['names a group', { group: { name: 'a' } }, 'bound'],
    ['names a group by id', { group: { id: 'a' } }, 'bound'],
    ['names a group of the set', { inGroup: 'a' }, 'bound'],
    ['looks at the person', { path: 'title', operator: 'pr', value: null }, 'bound'],
    ['looks at nothing', { always: true }, 'bound'],
    ['needs one of two groups', { any: [{ group: { name: 'a' } }, { group: { id: 'b' } }] }, 'bound'],
    [
      'needs a group or a title',
      { any: [{ group: { name: 'a' } }, { path: 'title', operator: 'pr', value: null }] },
      'all',
    ],
    ['has a pattern', { group: { pattern: compileNamePattern('a.*') } }, 'all'],
    ['looks at an attribute of the group', { of: 'group', path: 'externalId', operator: 'pr', value: null }, 'all'],
    ['looks at the membership', { of: 'member', path: 'type', operator: 'pr', value: null }, 'all'],
  ])('reads the groups that are bound, or all, where a rule %s', (_what, when, scope) => {
    expect(compileDefaults([fixedKind('s', ['groups', 'user'], [when])]).groupScope).toBe(scope)
  })

  it('fails where an operator fails, and decides anew the next time', async () => {
    let broken = true
    const operator = {
      name: 'fragile',
      evaluate: () => {
        if (broken) throw new Error('no answer')
        return true
      },
    }
    const mapping = compileDefaults(
      [fixedKind('s', ['user'], [{ path: 'title', operator: 'fragile', value: null }])],
      [operator],
    )
    const ann = [subject('ann', [], { title: 'x' })]
    expect(await mapping.decide(ann, facts('user'))).toMatchObject({ assignments: [], failures: [{ rule: 's:0' }] })
    broken = false
    expect(await decided(mapping, ann, 'user')).toEqual(['ann s:0'])
  })

  it('says which rule has failed, for what it has given to stay, and decides the others', async () => {
    const operator = {
      name: 'fragile',
      evaluate: ([title]: readonly unknown[]) => {
        if (title === 'x') throw new Error('no answer')
        return true
      },
    }
    const mapping = compileDefaults(
      [
        fixedKind(
          's',
          ['user'],
          [
            { path: 'title', operator: 'fragile', value: null },
            { path: 'title', operator: 'pr', value: null },
          ],
        ),
      ],
      [operator],
    )
    const people = ['x', 'y'].map((title) => subject(title, [], { title }))
    const decision = await mapping.decide(people, facts('user'))
    expect(decision.assignments.map(({ rule, subject: who }) => [who, rule])).toEqual([
      ['x', 's:1'],
      ['y', 's:0'],
      ['y', 's:1'],
    ])
    expect(decision.failures).toMatchObject([{ subject: 'x', source: 's', rule: 's:0', reason: 'no answer' }])
  })

  it('fails rather than answer nothing where the user is missing that rules look at', async () => {
    const mapping = compileDefaults([
      fixedKind('s', ['user'], [{ not: { path: 'title', operator: 'pr', value: null } }]),
    ])
    await expect(mapping.decide([subject('ann', [])], facts('user'))).rejects.toThrow('asked without the user')
  })

  it('tells apart several things of one effect that a rule gives a person, and takes equal ones as one', async () => {
    const kind: MappingKind = {
      ...fixedKind('s', ['groups'], []),
      compile: () => [
        {
          id: 's:r',
          line: 0,
          column: 0,
          when: { group: { name: 'a' } },
          assign: () => ['x', 'y', 'x'].map((sku) => ({ effect: 'test', value: { sku } })),
        },
      ],
    }
    expect(await decided(compileDefaults([kind]), [subject('ann', ['a'])], 'groups')).toEqual(['ann s:r', 'ann s:r#2'])
  })

  it('keeps what two mappings make of one group apart', async () => {
    const kind: MappingKind = {
      section: 's',
      summary: '',
      facts: ['groups'],
      effects: ['test'],
      compile(node) {
        const gift = node.readText() ?? ''
        const assign = () => [{ effect: 'test', value: { gift } }]
        return [{ id: 'r', line: 0, column: 0, when: { group: { name: 'g' } }, assign }]
      },
    }
    const decider = createDecider({ kinds: [kind], operators: [] })
    const gifts: unknown[] = []
    for (const text of ['s: one', 's: two', 's: one']) {
      const { mapping } = decider.compile({ text, format: 'yaml' })
      const { assignments } = await mapping!.decide([subject('ann', ['g'])], facts('groups'))
      gifts.push(...assignments.map(({ value }) => value))
    }
    expect(gifts).toEqual([{ gift: 'one' }, { gift: 'two' }, { gift: 'one' }])
  })

  it('keeps the inputs of two mappings apart', async () => {
    const decider = createDecider({
      kinds: [
        {
          section: 's',
          summary: '',
          facts: ['groups'],
          effects: ['test'],
          compile: (node) => [
            {
              id: node.readText() ?? '',
              line: 1,
              column: 1,
              when: { inGroup: 'g' },
              assign: () => [{ effect: 'test', value: {} }],
            },
          ],
        },
      ],
      operators: [],
    })
    const rules = await Promise.all(
      ['s: a', 's: b'].map(async (text) =>
        (
          await decider.compile({ text, format: 'yaml' }).mapping!.decide([subject('ann', ['g'])], facts('groups'))
        ).assignments.map(({ rule }) => rule),
      ),
    )
    expect(rules).toEqual([['a'], ['b']])
  })

  it('knows the groups that it needs by name', () => {
    const mapping = compileDefaults([
      fixedKind('s', ['groups'], [{ inGroup: 'a' }, { all: [{ not: { inGroup: 'b' } }, { any: [{ inGroup: 'c' }] }] }]),
    ])
    expect([...mapping.groupNames]).toEqual(['a', 'b', 'c'])
  })

  it('tells every rule with its section and its place', () => {
    const kinds = [fixedKind('one', ['groups'], [{ inGroup: 'a' }]), fixedKind('two', ['groups'], [{ inGroup: 'a' }])]
    const { mapping } = createDecider({ kinds, operators: [] }).compile({ text: 'two: x\n', format: 'yaml' })
    expect(mapping?.rules).toEqual([
      { id: 'two:0', section: 'two', line: 1, column: 6 },
      { id: 'one:0', section: 'one', line: 0, column: 0 },
    ])
  })
})

describe('a text that takes long', () => {
  const kind: MappingKind = {
    ...fixedKind('s', ['groups'], []),
    compile: (section) => {
      for (const item of section.readList()) item.readPattern()
      return []
    },
  }
  const decider = createDecider({ kinds: [kind], operators: [] })
  const yaml = (text: string) => ({ text, format: 'yaml' }) as const

  it('is compiled in turns with what else there is to do, and comes to the same', async () => {
    const source = yaml(`s:\n${'  - { a: 1 }\n'.repeat(5_000)}`)
    let [turns, isDone] = [0, false]
    const takeTurn = () => {
      turns += 1
      if (!isDone) setImmediate(takeTurn)
    }
    setImmediate(takeTurn)
    const { diagnostics } = await decider.compileInTurns(source)
    isDone = true
    expect(turns).toBeGreaterThan(1)
    expect(diagnostics).toEqual(decider.compile(source).diagnostics)
    expect(diagnostics.at(-1)).toMatchObject({
      code: 'MORE_ERRORS',
      line: 1_002,
      message: expect.stringMatching(/^4000 more errors/),
    })
  })

  it('is compiled once where it is checked, planned, applied and in force', async () => {
    const source = yaml('s: [a]')
    const compiled = await decider.compileInTurns(source)
    expect(await decider.compileInTurns({ ...source })).toBe(compiled)
    expect(await decider.compileInTurns({ ...source, applied: true })).toBe(compiled)
    expect(await decider.compileInTurns({ ...source, format: 'json' })).not.toBe(compiled)
  })

  const pattern = (index: number) => `'x{900}x{900}${index}'`
  const text = (count: number) => `s: [${Array.from({ length: count }, (_, index) => pattern(index)).join()}]`

  it('that is refused now is compiled again where it has been applied before', async () => {
    const source = yaml(text(57))
    expect((await decider.compileInTurns(source)).mapping).toBeNull()
    expect((await decider.compileInTurns({ ...source, applied: true })).mapping).not.toBeNull()
  })

  it('because of its patterns is refused where they come to too much together, and each is counted once', () => {
    expect(decider.compile(yaml(text(55))).diagnostics).toEqual([])
    expect(decider.compile(yaml(text(56))).diagnostics).toMatchObject([
      { code: 'INVALID_PATTERN', message: expect.stringMatching(/all patterns/) },
    ])
    expect(decider.compile({ ...yaml(text(56)), applied: true }).diagnostics).toEqual([])
    expect(decider.compile(yaml(`s: [${`${pattern(1)},`.repeat(200)}]`)).diagnostics).toEqual([])
  })
})

describe('a section as data', () => {
  const decider = createDecider({
    kinds: [{ ...fixedKind('own', [], []), defaultValue: [{ a: 1 }] }, fixedKind('bare', [], [], 'no default')],
    operators: [],
  })
  const yaml = (text: string) => ({ text, format: 'yaml' }) as const

  it('is what the file has, or else the default', () => {
    expect(decider.readSection(yaml('own: [{ b: x }]\nbare: null\n'), 'own')).toEqual([{ b: 'x' }])
    expect(decider.readSection(yaml('bare: [1]\n'), 'own')).toEqual([{ a: 1 }])
    expect(decider.readSection(empty, 'own')).toEqual([{ a: 1 }])
    expect(decider.readSection(empty, 'bare')).toBeUndefined()
    expect(decider.readSection(yaml('bare: null\n'), 'bare')).toBeNull()
  })

  it('is the default where the text can not be read, and nothing for a section that there is not', () => {
    expect(decider.readSection(yaml('own: [\n'), 'own')).toEqual([{ a: 1 }])
    expect(decider.readSection(yaml('other: 1\n'), 'others')).toBeUndefined()
  })
})
