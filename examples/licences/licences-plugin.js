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
    return sku && { key: sku, assign: () => ({ effect: 'licence', value: { sku } }) }
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
          assign: () => [{ effect: 'licence', value: { sku } }],
        },
      ]
    }),
})

const personLink = ({ userName }) => ({ text: userName, href: `/people/${encodeURIComponent(userName)}` })

/** The licences that are assigned, each with how many times: a person may have one by two rules. */
const countLicences = async (reader) => {
  const counts = new Map()
  for (const { count, value } of await reader.countAssigned('licence')) {
    counts.set(value.sku, (counts.get(value.sku) ?? 0) + count)
  }
  return [...counts].map(([sku, assignments]) => ({ sku, assignments }))
}

const skusOf = (values) => [...new Set(values.map(({ sku }) => sku))].toSorted((a, b) => (a < b ? -1 : 1))

/** A panel with a page of its own: data alone, which the console shows as tables. `next` leads to the next page. */
const holders = {
  name: 'holders',
  title: 'Licences',
  summary: 'Who holds which licence.',
  place: 'page',
  async read({ page, reader }) {
    const assigned = await reader.listAssigned('licence', page)
    const counts = (await countLicences(reader)).map(({ sku, assignments }) => [sku, assignments])
    return {
      parts: [
        {
          kind: 'table',
          title: 'Licences',
          columns: [{ title: 'Licence' }, { title: 'Assignments', numeric: true }],
          rows: counts,
          empty: 'No licence is assigned.',
        },
        {
          kind: 'table',
          title: 'People',
          columns: [{ title: 'Person' }, { title: 'Licences' }],
          rows: assigned.map(({ user, values }) => [personLink(user), skusOf(values).join(', ')]),
          empty: 'Nobody has a licence.',
        },
      ],
      next: assigned.length < page.limit ? null : assigned.at(-1).user.id,
    }
  },
}

/** A panel on the page of each person. */
const ofPerson = {
  name: 'person',
  title: 'Licences',
  summary: 'Which licences this person has.',
  place: 'person',
  async read({ reader, user }) {
    const skus = skusOf(await reader.listAssignedTo(user.id, 'licence'))
    if (skus.length === 0) return { parts: [{ kind: 'notice', tone: 'info', text: 'No licence.' }] }
    const value = user.active ? skus.join(', ') : `${skus.join(', ')} (not used: the person is inactive)`
    return { parts: [{ kind: 'facts', title: 'By the mapping', facts: [{ name: 'Licences', value }] }] }
  },
}

/** A route: `GET /plugins/licences/counts`. */
const counts = {
  method: 'GET',
  path: '/counts',
  summary: 'How many assignments there are of each licence',
  scope: 'organization_read',
  answer: {
    description: 'The licences',
    schema: {
      type: 'array',
      items: {
        type: 'object',
        required: ['sku', 'assignments'],
        properties: { sku: { type: 'string' }, assignments: { type: 'integer' } },
      },
    },
  },
  handle: async ({ reader }) => ({ status: 200, body: await countLicences(reader) }),
}

/** A route with an open part, and a refusal: `GET /plugins/licences/people/ann%40example.com`. */
const licencesOf = {
  method: 'GET',
  path: '/people/:email',
  summary: 'Which licences a person has',
  scope: 'organization_read',
  answer: { description: 'The licences', schema: { type: 'array', items: { type: 'string' } } },
  async handle({ parameter: email, reader }) {
    const user = await reader.findUserByUserName(email)
    if (user === undefined) return { status: 404, detail: `There is nobody with the e-mail address ${email}` }
    return { status: 200, body: skusOf(await reader.listAssignedTo(user.id, 'licence')) }
  },
}

/** What checks the body of a route: any Standard Schema, here by hand. */
const emailAddresses = {
  '~standard': {
    version: 1,
    vendor: 'example',
    validate(value) {
      const list = value?.emailAddresses
      if (Array.isArray(list) && list.length <= 100 && list.every((email) => typeof email === 'string'))
        return { value }
      return { issues: [{ message: 'expected at most 100 e-mail addresses', path: ['emailAddresses'] }] }
    },
  },
}

/** A route with a body: `POST /plugins/licences/query`. */
const query = {
  method: 'POST',
  path: '/query',
  summary: 'Which licences each of these people has; who is nobody here is left out',
  scope: 'organization_read',
  body: {
    check: emailAddresses,
    schema: {
      type: 'object',
      required: ['emailAddresses'],
      properties: { emailAddresses: { type: 'array', maxItems: 100, items: { type: 'string' } } },
    },
  },
  answer: { description: 'Licences by e-mail address', schema: { type: 'object' } },
  async handle({ body, reader }) {
    const found = new Map()
    for (const email of body.emailAddresses) {
      const user = await reader.findUserByUserName(email)
      if (user !== undefined) found.set(user.userName, skusOf(await reader.listAssignedTo(user.id, 'licence')))
    }
    return { status: 200, body: Object.fromEntries(found) }
  },
}

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
    panels: [holders, ofPerson],
    routes: [counts, licencesOf, query],
  }),
}
