import type { MappingNode, ReadFields } from '@rolecall/core/plugin/mapping-node'
import type { Words } from '../vocabulary.ts'
import { neededGroups } from '../condition/needed-groups.ts'
import { findMentions } from './find-mentions.ts'
import { readExpectation } from './read-expectation.ts'
import { readGroups, readUser } from './read-given.ts'
import type { GivenPerson, Population, WrittenTest } from './written-test.ts'

/** A file of tests: `tests:` and nothing else. */
export function readTestFile(file: MappingNode, words: Words): readonly WrittenTest[] {
  return readTests(file.readFields({ required: ['tests'] })?.get('tests'), words)
}

/** The tests of a mapping file, or of a file of tests; mistakes are reported. */
export function readTests(section: MappingNode | undefined, words: Words): readonly WrittenTest[] {
  const names = new Map<string, number>()
  return (section?.readList() ?? []).flatMap((item) => {
    const fields = item.readFields({ required: ['name'], optional: ['given', 'forAll', 'expect', 'expectNot'] })
    const name = fields?.get('name')?.readText()
    const test = fields && readTest(item, fields, words)
    if (fields === undefined || name === undefined || test === undefined) return []
    const first = names.get(name)
    if (first !== undefined) {
      item.report('error', 'DUPLICATE_TEST', `The test in line ${first} has the name '${name}' already.`)
    }
    names.set(name, item.line)
    return [{ ...test, name, line: item.line, column: item.column, mentions: findMentions(fields) }]
  })
}

function readTest(item: MappingNode, fields: ReadFields, words: Words) {
  const [given, forAll, expect, expectNot] = ['given', 'forAll', 'expect', 'expectNot'].map((key) => fields.get(key))
  if ((given === undefined) === (forAll === undefined)) {
    item.report('error', 'TEST_SUBJECT', "A test is about one person ('given') or about all ('forAll').")
    return undefined
  }
  if (expect === undefined && expectNot === undefined) {
    item.report('error', 'TEST_EXPECTS_NOTHING', "A test says what to expect ('expect'), or what not ('expectNot').")
  }
  if (forAll !== undefined && expect !== undefined) {
    expect.report('error', 'TEST_EXPECTS_ALL', "People differ: of all of them say what nobody has, with 'expectNot'.")
  }
  const subject = given === undefined ? forAll && readPopulation(forAll) : readPerson(given, words)
  const expected = expect === undefined ? null : readExpectation(expect, words)
  const forbidden = expectNot === undefined ? null : readExpectation(expectNot, words)
  return subject && { subject, expect: expected, expectNot: forbidden }
}

function readPerson(node: MappingNode, words: Words): GivenPerson | undefined {
  const fields = node.readFields({ required: [], optional: ['user', 'groups'] })
  const user = readUser(fields?.get('user'), words)
  const groups = readGroups(fields?.get('groups'), words)
  return user && { kind: 'given', user, groups }
}

function readPopulation(node: MappingNode): Population | undefined {
  const fields = node.readFields({ required: [], optional: ['inGroups', 'notInGroups', 'user'] })
  const condition = fields?.get('user')
  const user = condition === undefined ? null : condition.readCondition()
  if (fields === undefined || user === undefined) return undefined
  if (user !== null && neededGroups(user, 'membership') !== null) {
    condition?.report('error', 'TEST_SUBJECT', "Name groups under 'inGroups'; 'user' is about the person.")
  }
  return {
    kind: 'forAll',
    inGroups: readNames(fields, 'inGroups'),
    notInGroups: readNames(fields, 'notInGroups'),
    user,
  }
}

function readNames(fields: ReadFields, key: string) {
  return readGroups(fields.get(key), null)
}
