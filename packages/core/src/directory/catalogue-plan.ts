import type { conflictCodes } from './conflict-codes.ts'
import type { TeamRole } from './role-catalogue.ts'
import type { Team } from './team.ts'

/** What becomes of the team roles and the teams of an organization when they are made equal to a wanted set. */
export interface CatalogueDifference {
  readonly teams: {
    readonly created: readonly Team[]
    /** With another name; a team may be among several of these. */
    readonly renamed: readonly TeamChange[]
    /** With another parent. */
    readonly moved: readonly TeamChange[]
    /** With another type or description. */
    readonly described: readonly TeamChange[]
    readonly removed: readonly Team[]
  }
  readonly roles: {
    readonly created: readonly TeamRole[]
    readonly changed: readonly { readonly before: TeamRole; readonly after: TeamRole }[]
    readonly removed: readonly TeamRole[]
  }
}

export interface TeamChange {
  readonly before: Team
  readonly after: Team
}

/** A role of a person in a team that a catalogue gives or takes; `waits` is one that comes back with its team. */
export interface CatalogueLine {
  readonly userId: string
  readonly emailAddress: string
  readonly scope: string
  readonly role: string
  readonly waits: boolean
}

/** Why a catalogue is not applied; `confirmable` is what whoever means it may confirm. */
export interface CatalogueRefusal {
  readonly code: keyof typeof conflictCodes
  readonly detail: string
  readonly confirmable: boolean
  /** Where the mapping speaks of it. */
  readonly entries: readonly MappingEntry[]
}

/** An entry of the mapping that names a team or a team role. */
export interface MappingEntry {
  readonly line: number
  /** The entry as it is written, or its rule. */
  readonly text: string
  /** The team or the role. */
  readonly names: string
}

/** A catalogue before it is applied, or as it was: everything that it makes of the organization. */
export interface CataloguePlan {
  /** Of the state that it was made of, of what is wanted and of all that follows. */
  readonly digest: string
  readonly difference: CatalogueDifference
  /** People who gain or lose a role of a team, and how many roles that are. */
  readonly people: number
  readonly gains: number
  readonly losses: number
  /** The first of each, by person. */
  readonly gained: readonly CatalogueLine[]
  readonly lost: readonly CatalogueLine[]
  readonly refusals: readonly CatalogueRefusal[]
}
