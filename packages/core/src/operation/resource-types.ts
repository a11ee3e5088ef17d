import type { ResourceTypeName } from '../plugin/hook-points.ts'
import { GROUP } from '../scim/schema/group.ts'
import type { ResourceType } from '../scim/schema/resource-type.ts'
import { USER } from '../scim/schema/user.ts'

/** The resource types that are served, by name. */
export const resourceTypes: { readonly [Name in ResourceTypeName]: ResourceType } = { User: USER, Group: GROUP }
