// A plugin as a file of its own, loaded by path from rolecall.config.yaml. It imports nothing: what it needs comes as
// arguments. An editor knows the types from the package `rolecall`.

/** A fact: one word that conditions compare. It is computed from the user alone, so equal users are decided once. */
const emailDomain = {
  name: 'emailDomain',
  summary: 'The domain of userName.',
  of: 'user',
  type: 'string',
  valuesOf: ({ userName }) => (String(userName).includes('@') ? [String(userName).split('@').at(-1)] : []),
}

/** An operator: a word between an attribute and a value. Both sides are lists, since attributes may have many values. */
const isOneOf = {
  name: 'isOneOf',
  summary: 'The value is one of a list: user.title isOneOf "Lead, Head".',
  operand: 'required',
  evaluate(left, right) {
    const words = right.flatMap((list) => String(list).toLowerCase().split(',')).map((word) => word.trim())
    return left.some((value) => words.includes(String(value).toLowerCase()))
  },
}

/** An operator without a value: `user.title hasDigits`. */
const hasDigits = {
  name: 'hasDigits',
  summary: 'The value has a digit.',
  operand: 'none',
  evaluate: (left) => left.some((value) => /\d/.test(String(value))),
}

/** An effect: something that rules give beside roles. Core keeps it for each person, with the rule that gave it. */
const licence = (skus) => ({
  type: 'licence',
  effect: 'licence',
  summary: 'A licence of another product.',
  required: ['sku'],
  properties: { sku: { type: 'string', enum: skus, description: 'The licence.' } },
  read(fields) {
    const sku = fields.get('sku')?.readChoice(skus)
    return sku && { key: sku, assign: (_match, { expiresAt }) => ({ effect: 'licence', value: { sku, expiresAt } }) }
  },
})

/** A section of the mapping file: `licences: [{ domain: example.com, sku: E3 }]`. */
const licences = (skus) => ({
  section: 'licences',
  summary: 'Which licence the people of a domain have.',
  facts: ['user'],
  effects: ['licence'],
  schema: {
    type: 'array',
    items: {
      type: 'object',
      required: ['domain', 'sku'],
      additionalProperties: false,
      properties: { domain: { type: 'string' }, sku: { type: 'string', enum: skus } },
    },
  },
  compile: (section) =>
    section.readList().flatMap((item) => {
      const fields = item.readFields({ required: ['domain', 'sku'] })
      const domain = fields?.get('domain')?.readText()
      const sku = fields?.get('sku')?.readChoice(skus)
      if (domain === undefined || sku === undefined) return []
      return [
        {
          id: `licences:${domain}/${sku}`,
          line: item.line,
          column: item.column,
          when: { fact: 'emailDomain', path: '', operator: 'eq', value: domain },
          assign: () => [{ effect: 'licence', value: { sku, expiresAt: null } }],
        },
      ]
    }),
})

export const licencesPlugin = {
  name: 'licences',
  apiVersion: 1,
  requires: ['group-roles'],
  config: {
    '~standard': {
      version: 1,
      vendor: 'example',
      validate(value) {
        const skus = value?.skus
        if (Array.isArray(skus) && skus.length > 0 && skus.every((sku) => typeof sku === 'string')) {
          return { value: { skus } }
        }
        return { issues: [{ message: 'expected a list of licences', path: ['skus'] }] }
      },
    },
  },
  setup: ({ skus }) => ({
    facts: [emailDomain],
    operators: [isOneOf, hasDigits],
    effects: [licence(skus)],
    mappings: [licences(skus)],
  }),
}
