import { array } from 'valibot'

import { listGroupMembers, listGroups, readGroup, type GroupListing } from '@rolecall/core/organization/list-groups'
import { BadRequest } from '@rolecall/core/scim/errors'
import { groupOrders, type GroupOrder } from '@rolecall/core/store/groups'

import { choiceOf, flag } from '../route/parameter-schemas.ts'
import { defineRoute, type Parameter, type Route } from '../route/route.ts'
import { groupDetailSchema, groupMemberSchema, groupSchema } from './group-schema.ts'
import { formatGroupPlace, parseGroupPlace } from './group-place.ts'
import { pageParameters, parseFlag, parsePage, readText, toPageAnswer } from './page.ts'

const path = '/api/groups'

const listParameters: readonly Parameter[] = [
  { name: 'search', description: 'Only groups whose name contains this, in any case' },
  { name: 'gives', description: 'Only groups that give a role (true), or that give none (false)', schema: flag },
  { name: 'unresolved', description: 'true for groups of which some member is nobody here yet', schema: flag },
  {
    name: 'sort',
    description: 'displayName, members (the most first) or lastModified (the last first); by name where it is absent',
    schema: choiceOf(groupOrders),
  },
]

/** Throws BadRequest. */
function parseListing(query: string): GroupListing {
  const parameters = new URLSearchParams(query)
  const { after, limit } = parsePage(query)
  const order = parseOrder(parameters.get('sort'))
  return {
    search: readText(parameters, 'search'),
    gives: parseFlag(parameters, 'gives'),
    unresolved: parseFlag(parameters, 'unresolved') ?? false,
    order,
    after: after === null ? null : parseGroupPlace(after, order),
    limit,
  }
}

function parseOrder(text: string | null): GroupOrder {
  const order = groupOrders.find((one) => one === (text ?? 'displayName'))
  if (order === undefined) throw new BadRequest(`sort must be one of ${groupOrders.join(', ')}`)
  return order
}

/** The groups that the provider has sent. They are read here and written by SCIM alone. */
export const groupRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listGroups',
    summary: 'List the groups, with how many members they have and what they give',
    scope: 'organization_read',
    query: [...pageParameters, ...listParameters],
    answers: { 200: { description: 'A page of groups', schema: array(groupSchema) } },
    async handle(request) {
      const listing = parseListing(request.query)
      const { groups, last } = await listGroups(request.context, listing)
      const page = parsePage(request.query)
      return toPageAnswer(request, path, page, groups, last === null ? undefined : formatGroupPlace(last))
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
      return { status: 200, body: await readGroup(context, id) }
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
