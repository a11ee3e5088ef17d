import type { EffectDefinition, MappingKind } from '@rolecall/core/plugin/mapping-kind'
import { give } from '@rolecall/core/plugin/effect-values'
import { expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'

const badge: EffectDefinition = {
  type: 'badge',
  effect: 'badge',
  summary: '',
  required: ['text'],
  read(fields) {
    const template = fields.get('text')?.readTemplate()
    if (template === undefined) return undefined
    const templates = [template]
    return {
      key: template.text,
      templates,
      assign: (_match, { values }) => give('badge', { text: template.fill(values) }),
    }
  },
}

const kindOf = (kind: 'with templates' | 'without'): MappingKind => ({
  section: 'badges',
  summary: '',
  facts: ['user'],
  effects: 'grants',
  compile: (section) => {
    const when = { always: true } as const
    const { column, line } = section
    const grants = section.readGrants(...(kind === 'without' ? [] : [{ when }]))
    const templates = grants.flatMap((grant) => grant.templates)
    const assign = grants.map((grant) => grant.assign)
    return [
      {
        id: 'b',
        line,
        column,
        when,
        templates,
        assign: (match) => assign.flatMap((one) => one(match, { expiresAt: null })),
      },
    ]
  },
})

const compile = (kind: MappingKind, text: string) =>
  createDecider({ kinds: [kind], operators: [], effects: [badge] }).compile({
    text: `badges: [{ type: badge, text: '${text}' }]`,
    format: 'yaml',
  })

it('refuses a template where nothing can fill it, and takes a plain text', () => {
  expect(compile(kindOf('without'), 'x').diagnostics).toEqual([])
  expect(compile(kindOf('without'), 'a ${user.title}').diagnostics).toMatchObject([
    { code: 'TEMPLATE_MISPLACED', severity: 'error', line: 1, column: 36 },
  ])
})

it('fills what any effect gives', async () => {
  const { mapping } = compile(kindOf('with templates'), '${user.title} of ${user.userName}')
  const subject = { id: 'ann', user: { userName: 'ann', title: 'Boss' }, groups: [] }
  const { assignments } = await mapping!.decide([subject], new Set(['user']))
  expect(assignments.map(({ effect, value }) => [effect, value])).toEqual([['badge', { text: 'Boss of ann' }]])
})
