import { PluginError } from '../errors.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { isStorableText } from '../scim/storable-text.ts'
import { isJsonObject } from '../scim/resource/resource-data.ts'
import { checkEffectValue } from './check-effect-value.ts'

const hook = 'change.decide'

/** What a plugin decides about a person, under its own name. Throws PluginError for what no rows can be made of. */
export function toAssignments(plugin: string, userId: string, answer: unknown): readonly Assignment[] {
  if (!Array.isArray(answer)) throw new PluginError(plugin, hook, 'the answer must be a list of assignments')
  return answer.map((assignment: unknown) => {
    const mistake = checkAssignment(assignment, userId)
    if (mistake !== undefined) throw new PluginError(plugin, hook, mistake)
    const { effect, rule, subject, value } = assignment as Assignment
    return { effect, subject, value, rule, source: plugin }
  })
}

function checkAssignment(assignment: unknown, userId: string): string | undefined {
  if (!isJsonObject(assignment)) return 'an assignment must be an object'
  const { effect, rule, subject, value } = assignment
  if (!isName(effect)) return "'effect' of an assignment must be a text that is not empty"
  if (!isName(rule)) return "'rule' of an assignment must be a text that is not empty"
  // What is said of somebody else would be left standing when it no longer holds.
  if (subject !== userId) return `'subject' of an assignment must be the user whom the hook is asked about`
  return checkEffectValue(effect, value)
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && isStorableText(value)
}
