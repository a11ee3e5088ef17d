import { array } from 'valibot'

import { listGroupMembers, listGroups, readGroup } from '@rolecall/core/organization/list-groups'
import { giftsOfGroups } from '@rolecall/core/explain/gifts-of-groups'
import type { GroupView } from '@rolecall/core/directory/group-view'
import type { OperationContext } from '@rolecall/core/change/operation-context'

import { flag } from '../route/parameter-schemas.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { groupDetailSchema, groupMemberSchema, groupSchema } from './group-schema.ts'
import { formatGroupPlace, parseGroupPlace } from './group-place.ts'
import { pageParameters, parseFlag, parsePage, readText, toPageAnswer } from './page.ts'

const path = '/api/groups'

/** The groups that the provider has sent. They are read here and written by SCIM alone. */
export const groupRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listGroups',
    summary: 'List the groups by name, with how many members they have',
    scope: 'organization_read',
    query: [...pageParameters, { name: 'search', description: 'Only groups whose name contains this, in any case' }],
    answers: { 200: { description: 'A page of groups', schema: array(groupSchema) } },
    async handle(request) {
      const page = parsePage(request.query)
      const search = readText(new URLSearchParams(request.query), 'search')
      const after = page.after === null ? null : parseGroupPlace(page.after)
      const { groups, last } = await listGroups(request.context, { search, after, limit: page.limit })
      const body = await withGifts(request.context, groups)
      return toPageAnswer(request, path, page, body, last === null ? undefined : formatGroupPlace(last))
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    operationId: 'getGroup',
    summary: 'Read a group',
    scope: 'organization_read',
    answers: { 200: { description: 'The group', schema: groupDetailSchema } },
    async handle({ context, parameter: id }) {
      const [body] = await withGifts(context, [await readGroup(context, id)])
      return { status: 200, body }
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id/members`,
    operationId: 'listGroupMembers',
    summary: 'List the members of a group as the provider sent them, with whom each stands for',
    scope: 'organization_read',
    query: [
      ...pageParameters,
      { name: 'unresolved', description: 'true for those that are nobody here yet', schema: flag },
    ],
    answers: { 200: { description: 'A page of members', schema: array(groupMemberSchema) } },
    async handle(request) {
      const { context, parameter: id, query } = request
      const page = parsePage(query)
      const unresolved = parseFlag(new URLSearchParams(query), 'unresolved') ?? false
      const members = await listGroupMembers(context, id, { ...page, unresolved })
      return toPageAnswer(request, `${path}/${encodeURIComponent(id)}/members`, page, members, members.at(-1)?.value)
    },
  }),
]

async function withGifts(context: OperationContext, groups: readonly GroupView[]) {
  const reader = context.store.read(context.organizationId)
  const gifts = await giftsOfGroups(
    context,
    reader,
    groups.map(({ id }) => id),
  )
  return groups.map((group) => ({ ...group, gives: gifts.get(group.id) ?? [] }))
}
