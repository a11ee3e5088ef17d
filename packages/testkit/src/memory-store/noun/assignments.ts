import { isInForce } from '@rolecall/core/directory/effect-state'
import { isOver } from '@rolecall/core/directory/grant'
import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { AssignmentReader, AssignmentWriter } from '@rolecall/core/store/assignments'

import { requireFound } from '../constraints.ts'
import { groupBy } from '../group-by.ts'
import { byText, distinct, pageOf } from '../in-order.ts'
import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'

export function assignmentKey({ effect, rule, source, subject }: Assignment): string {
  return keyOf(subject, effect, source, rule)
}

const inOrder = byText<Assignment>(
  ({ subject }) => subject,
  ({ effect }) => effect,
  ({ source }) => source,
  ({ rule }) => rule,
)

export function createAssignmentReader({ organizationId, tables }: Reading): AssignmentReader {
  const where = (condition: (assignment: Assignment) => boolean): Assignment[] =>
    tables().assignments.rows(organizationId).filter(condition).toSorted(inOrder)
  const ofEffect = (effect: string) => where((assignment) => assignment.effect === effect)
  const inForce = (effect: string, now: string) => ofEffect(effect).filter((assignment) => isInForce(assignment, now))
  return {
    async list(userIds, effect) {
      const wanted = new Set(userIds)
      return where((assignment) => {
        return wanted.has(assignment.subject) && (effect === undefined || assignment.effect === effect)
      })
    },
    listWithheld: async (groupId) => where(({ withheldOf }) => withheldOf === groupId),
    listEnding: async (until) => where((assignment) => isOver(assignment, until)),
    async listSubjects(effect, now, page) {
      const subjects = distinct(inForce(effect, now).map(({ subject }) => subject))
      return pageOf(subjects, (subject) => subject, page)
    },
    async findByRule(rule, limit) {
      const found = ofEffect('finding').filter((assignment) => assignment.rule === rule)
      return { count: found.length, ids: found.slice(0, limit).map(({ subject }) => subject) }
    },
    async countValues(effect, now) {
      const values = groupBy(inForce(effect, now), ({ value }) => JSON.stringify(value))
      return distinct(values.keys()).map((text) => ({
        value: JSON.parse(text) as Assignment['value'],
        count: values.get(text)?.length ?? 0,
      }))
    },
  }
}

export function createAssignmentWriter({ organizationId, writing }: Writing): AssignmentWriter {
  return {
    async put(given) {
      writing.write(({ assignments, users }) => {
        for (const { effect, expiresAt = null, rule, source, subject, value, withheldOf = null } of given) {
          requireFound(users.get(organizationId, subject), 'assignments.organization_id, assignments.user_id')
          const ending = expiresAt === null ? {} : { expiresAt }
          const row = {
            effect,
            rule,
            source,
            subject,
            value,
            ...ending,
            ...(withheldOf === null ? {} : { withheldOf }),
          }
          assignments.put(organizationId, assignmentKey(row), row)
        }
      })
    },
    async delete(given) {
      writing.write(({ assignments }) => {
        for (const assignment of given) assignments.delete(organizationId, assignmentKey(assignment))
      })
    },
  }
}
