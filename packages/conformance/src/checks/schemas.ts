import type { CheckGroup } from '../check.ts'
import { expectList, expectStatus, expectThat, show } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { groupSchema, userSchema, type Lab } from '../lab.ts'

const types = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary', 'complex']
const choices: readonly (readonly [string, readonly string[]])[] = [
  ['mutability', ['readOnly', 'readWrite', 'immutable', 'writeOnly']],
  ['returned', ['always', 'never', 'default', 'request']],
  ['uniqueness', ['none', 'server', 'global']],
]

/** Schemas and the characteristics of their attributes (RFC 7643 §2 and §7). */
export const schemaChecks: CheckGroup = {
  name: 'schemas',
  source: 'RFC 7643 §7',
  checks: [
    {
      id: 'form',
      title: 'Every schema has id, name and attributes',
      async run(lab) {
        for (const schema of await schemasOf(lab)) {
          expectThat(typeof at(schema, 'id') === 'string', 'a schema has no id')
          expectThat(typeof at(schema, 'name') === 'string', `${show(at(schema, 'id'))} has no name`)
          expectThat(elementsOf(at(schema, 'attributes')).length > 0, `${show(at(schema, 'id'))} has no attributes`)
        }
      },
    },
    {
      id: 'by-id',
      title: 'Every schema can be read by its URN',
      async run(lab) {
        for (const schema of await schemasOf(lab))
          expectStatus(await lab.call('GET', `/Schemas/${encodeURIComponent(String(at(schema, 'id')))}`), 200)
      },
    },
    {
      id: 'core',
      title: 'The schema of users is there, and that of groups where groups are served',
      async run(lab) {
        const ids = (await schemasOf(lab)).map((schema) => at(schema, 'id'))
        for (const id of lab.server.groups ? [userSchema, groupSchema] : [userSchema])
          expectThat(ids.includes(id), `Schemas lacks ${id}`)
      },
    },
    {
      id: 'characteristics',
      title: 'Every attribute has its type and characteristics, with values that the RFC knows',
      async run(lab) {
        await eachAttribute(lab, (attribute, place) => {
          expectThat(
            types.includes(at(attribute, 'type') as string),
            `${place}: type is ${show(at(attribute, 'type'))}`,
          )
          for (const [name, allowed] of choices) {
            const value = at(attribute, name)
            expectThat(value === undefined || allowed.includes(value as string), `${place}: ${name} is ${show(value)}`)
          }
          for (const name of ['multiValued', 'required', 'caseExact']) {
            const value = at(attribute, name)
            expectThat(value === undefined || typeof value === 'boolean', `${place}: ${name} is ${show(value)}`)
          }
        })
      },
    },
    {
      id: 'names',
      title: 'Every attribute has a name of the grammar, once in its schema',
      source: 'RFC 7643 §2.1',
      async run(lab) {
        const seen = new Set<string>()
        await eachAttribute(lab, (attribute, place) => {
          const name = at(attribute, 'name')
          expectThat(typeof name === 'string' && /^[$A-Za-z][-_$\w]*$/.test(name), `${place}: name is ${show(name)}`)
          expectThat(!seen.has(place.toLowerCase()), `${place} is there twice`)
          seen.add(place.toLowerCase())
        })
      },
    },
    {
      id: 'complex',
      title: 'A complex attribute has sub-attributes, which are not complex; no other has any',
      source: 'RFC 7643 §2.3.8',
      async run(lab) {
        await eachAttribute(lab, (attribute, place, inner) => {
          const complex = at(attribute, 'type') === 'complex'
          if (place.includes(':core:2.0:Schema:')) return // which describes itself
          expectThat(!(inner && complex), `${place} is complex within a complex attribute`)
          const subAttributes = elementsOf(at(attribute, 'subAttributes'))
          expectThat(complex === subAttributes.length > 0, `${place} is ${complex ? '' : 'not '}complex`)
        })
      },
    },
    {
      id: 'references',
      title: 'A reference says what it refers to',
      source: 'RFC 7643 §7',
      async run(lab) {
        await eachAttribute(lab, (attribute, place) => {
          if (at(attribute, 'type') !== 'reference') return
          expectThat(elementsOf(at(attribute, 'referenceTypes')).length > 0, `${place} has no referenceTypes`)
        })
      },
    },
    {
      id: 'user-name',
      title: 'userName is required and unique on the server',
      source: 'RFC 7643 §4.1.1',
      async run(lab) {
        const user = (await schemasOf(lab)).find((schema) => at(schema, 'id') === userSchema)
        const userName = elementsOf(at(user, 'attributes')).find((attribute) => at(attribute, 'name') === 'userName')
        expectThat(at(userName, 'required') === true, 'userName is not required')
        expectThat(['server', 'global'].includes(at(userName, 'uniqueness') as string), 'userName is not unique')
      },
    },
    {
      id: 'password',
      title: 'A password, where there is one, is writeOnly and never returned',
      source: 'RFC 7643 §4.1.1',
      async run(lab) {
        await eachAttribute(lab, (attribute, place) => {
          if (place !== `${userSchema}:password`) return
          expectThat(at(attribute, 'returned') === 'never', 'returned is not never')
          expectThat(at(attribute, 'mutability') === 'writeOnly', 'mutability is not writeOnly')
        })
      },
    },
    {
      id: 'no-null',
      title: 'No schema has a null in it',
      level: 'should',
      source: 'RFC 7643 §2.5',
      async run({ call }) {
        const reply = await call('GET', '/Schemas')
        const { text } = reply
        expectList(reply)
        expectThat(!/:\s*null[,}\s]/.test(text), 'there is a null')
      },
    },
  ],
}

async function schemasOf({ call }: Lab): Promise<readonly Json[]> {
  return expectList(await call('GET', '/Schemas')).resources
}

async function eachAttribute(lab: Lab, look: (attribute: Json, place: string, inner: boolean) => void): Promise<void> {
  for (const schema of await schemasOf(lab)) {
    for (const attribute of elementsOf(at(schema, 'attributes'))) {
      const place = `${String(at(schema, 'id'))}:${String(at(attribute, 'name'))}`
      look(attribute, place, false)
      for (const inner of elementsOf(at(attribute, 'subAttributes')))
        look(inner, `${place}.${String(at(inner, 'name'))}`, true)
    }
  }
}
