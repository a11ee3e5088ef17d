import type { CompiledMapping, RuleTrace } from '@rolecall/core/decider'
import type { RuleFailure } from '@rolecall/core/directory/rule-failure'
import type { TestReport } from '@rolecall/core/directory/test-report'
import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { toGivenSubject } from '@rolecall/rules/tests/given-subject'
import { testPlugin, type PluginUnderTest } from './test-plugin.ts'

/** A person to ask a mapping about. */
export interface TestedPerson {
  /** SCIM attributes; `userName` and `active` have defaults. */
  readonly user?: ResourceData
  /** By name, or with attributes; each name of the mapping is bound to the group that has it. */
  readonly groups?: readonly (string | TestedGroup)[]
}

export interface TestedGroup {
  readonly displayName: string
  readonly id?: string
  readonly externalId?: string
}

export interface MappingTester {
  /** Every diagnostic, as `severity line:column CODE sentence`. */
  readonly diagnostics: readonly string[]
  /** What the rules ask for; throws for a mapping with errors, and where a rule fails. */
  decide(person: TestedPerson): Promise<readonly Assignment[]>
  /** Why each rule fires or not. */
  explain(person: TestedPerson): Promise<readonly RuleTrace[]>
  /** Runs the tests of the file. */
  runTests(): Promise<TestReport>
}

/** A mapping with the vocabulary of these plugins, to ask what it gives to whom; no server, no database. */
export async function testMapping(text: string, plugins: readonly PluginUnderTest[]): Promise<MappingTester> {
  const { close, decider } = await testPlugin(plugins)
  const { diagnostics, mapping } = decider.compile({ text, format: 'yaml' })
  await close()
  const shown = diagnostics.map(toLine)
  const get = (): CompiledMapping => {
    if (mapping === null) throw new Error(`The mapping does not compile:\n${shown.join('\n')}`)
    return mapping
  }
  return {
    diagnostics: shown,
    async decide(person) {
      const { assignments, failures } = await get().decide([toSubject(get(), person)], new Set(['user', 'groups']))
      if (failures.length > 0) throw new Error(`Rules have failed:\n${failures.map(toFailureLine).join('\n')}`)
      return assignments
    },
    explain: async (person) => get().explain(toSubject(get(), person)),
    runTests: async () => get().runTests(),
  }
}

function toSubject({ groupIds, groupNames }: CompiledMapping, { groups = [], user = {} }: TestedPerson) {
  const given = groups.map((group) => {
    const { displayName, externalId = null, id = null } = typeof group === 'string' ? { displayName: group } : group
    return { id, displayName, externalId, data: { displayName } }
  })
  const data = { userName: 'somebody@example.com', active: true, ...user }
  return toGivenSubject(data, given, { names: groupNames, ids: groupIds })
}

function toFailureLine({ line, plugin, reason, rule, source }: RuleFailure): string {
  return `line ${line}, rule ${source}:${rule}${plugin === null ? '' : `, plugin ${plugin}`}: ${reason}`
}

function toLine({ code, column, line, message, severity }: Diagnostic): string {
  return `${severity} ${line}:${column} ${code} ${message}`
}
