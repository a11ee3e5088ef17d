import type { factSources } from '@rolecall/core/plugin/reserved-words'
import { defineAttribute } from '@rolecall/core/scim/schema/attribute-definition'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'

/** What conditions look at: the person, the group of a membership, and the membership itself. */
export type FactSource = (typeof factSources)[number]

/** Which attributes each of them has. */
export type SourceTypes = Readonly<Record<FactSource, ResourceType>>

/** A membership as conditions see it: one of `members` (RFC 7643 §4.2), seen from the user. */
const MEMBER: ResourceType = {
  id: 'Member',
  name: 'Member',
  description: 'Membership',
  endpoint: '',
  schema: {
    id: 'member',
    name: 'Member',
    description: 'Membership',
    attributes: [
      defineAttribute('value', 'The member as the provider sent it.', { caseExact: true }),
      defineAttribute('type', 'The resource type of the member.'),
      defineAttribute('display', 'The displayName of the user.'),
    ],
  },
  extensions: [],
}

export function toSourceTypes({ resourceTypes }: { readonly resourceTypes: ResourceTypes }): SourceTypes {
  return { user: resourceTypes.User, group: resourceTypes.Group, member: MEMBER }
}
