import { groups } from './groups.ts'
import { users } from './users.ts'

/** What each verb does, by the type of the resource. */
export const resourceKinds = { User: users, Group: groups }
