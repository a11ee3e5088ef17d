/** What an organization decides for itself; each has a default that suits Microsoft Entra ID. */
export interface OrganizationSettings {
  /** Whether a provider may change `userName`; by default it is kept (`user-name-kept`). */
  readonly userNameMutable: boolean
}

/** The settings of an organization that has changed none. */
export const defaultOrganizationSettings: OrganizationSettings = { userNameMutable: false }

/** A tenant: everything but accounts belongs to exactly one. */
export interface Organization {
  readonly id: string
  readonly name: string
  readonly settings: OrganizationSettings
  readonly created: string
}
