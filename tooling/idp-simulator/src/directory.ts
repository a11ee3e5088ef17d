import * as v from 'valibot'

/**
 * The source side of provisioning: the users and groups of a Microsoft Entra tenant, as far as the attribute
 * mappings can read them. Names are those of the Entra attribute list.
 */
export interface Directory {
  readonly users: readonly DirectoryUser[]
  readonly groups: readonly DirectoryGroup[]
}

export type DirectoryUser = v.InferOutput<typeof userSchema>
export type DirectoryGroup = v.InferOutput<typeof groupSchema>

const objectId = v.pipe(v.string(), v.uuid('expected a GUID such as 0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef'))
const text = v.nullish(v.pipe(v.string(), v.minLength(1, 'expected text; leave the key out for no value')), null)

const userSchema = v.strictObject({
  objectId,
  userPrincipalName: v.pipe(v.string(), v.minLength(1, 'expected a user principal name')),
  mail: text,
  mailNickname: text,
  displayName: text,
  givenName: text,
  surname: text,
  jobTitle: text,
  department: text,
  employeeId: text,
  preferredLanguage: text,
  mobile: text,
  telephoneNumber: text,
  extensionAttribute1: text,
  extensionAttribute2: text,
  /** The objectId or userPrincipalName of another user. */
  manager: text,
  /** False blocks the sign-in; the provisioning service then sees `IsSoftDeleted` as true. */
  accountEnabled: v.optional(v.boolean(), true),
  /** In the recycle bin. After 30 days Entra removes the user: take it out of the file. */
  isSoftDeleted: v.optional(v.boolean(), false),
  /** Assigned to the enterprise application, directly or through a group: in scope for provisioning. */
  assigned: v.optional(v.boolean(), true),
})

const groupSchema = v.strictObject({
  objectId,
  displayName: v.pipe(v.string(), v.minLength(1, 'expected a name')),
  mailNickname: text,
  /** objectIds or userPrincipalNames. Groups may stand here too; Entra does not provision nested groups. */
  members: v.optional(v.array(v.string()), []),
  assigned: v.optional(v.boolean(), true),
})

export const directorySchema = v.strictObject({
  users: v.optional(v.array(userSchema), []),
  groups: v.optional(v.array(groupSchema), []),
})
