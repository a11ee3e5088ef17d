/** What an organization decides for itself; each has a default that suits Microsoft Entra ID. */
export interface OrganizationSettings {
  /** Whether a provider may change `userName`; by default it is kept (`user-name-kept`). */
  readonly userNameMutable: boolean
}

/** The settings of an organization that has changed none. */
export const defaultOrganizationSettings: OrganizationSettings = { userNameMutable: false }

/** What every organization begins with. */
export interface NewOrganization {
  readonly id: string
  readonly name: string
  readonly settings: OrganizationSettings
  readonly created: string
}

/** A tenant: everything but accounts belongs to exactly one. */
export interface Organization extends NewOrganization {
  /** What the product that made it calls it; `null` for one that the operator made. */
  readonly externalId: string | null
  /** Since when nobody is let in; `null` where all are. */
  readonly suspendedAt: string | null
}

/** One that the product makes, with what it has asked for, as JSON: asked again for the same, it is the same. */
export interface OrganizationOfProduct extends NewOrganization {
  readonly externalId: string
  readonly creation: string
}

/** What was last exported of an organization, whole: whoever has the digest has all of it. */
export interface OrganizationExport {
  /** Of its lines, as the last of them says. */
  readonly digest: string
  /** Of which it was. */
  readonly revision: number
  readonly time: string
}

/** What the product names an organization by. */
export function toOwnId({ externalId, id }: Pick<Organization, 'externalId' | 'id'>): string {
  return externalId ?? id
}
