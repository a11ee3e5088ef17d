import type { Assignment } from './plugin/assignment.ts'
import type { Diagnostic } from './plugin/diagnostic.ts'
import type { FactKind } from './plugin/mapping-kind.ts'
import type { RoleCatalogue } from './directory/role-catalogue.ts'
import type { TeamKey } from './directory/team.ts'
import type { ResourceData } from './scim/resource/resource-data.ts'

/** The port to the rules: mapping text in, decisions out. Pure; `@rolecall/rules` implements it. */
export interface Decider {
  /** Checks and compiles a mapping; with an error among the diagnostics there is no mapping. */
  compile(source: MappingSource): Compilation
}

/** A mapping as an owner wrote it. The empty text stands for "no mapping yet": the defaults of each section. */
export interface MappingSource {
  readonly text: string
  readonly format: 'yaml' | 'json'
}

/** What compiling gave: every diagnostic at once, and the mapping where none of them is an error. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[]
  readonly mapping: CompiledMapping | null
}

/** What a decision about a person is made from. */
export interface Subject {
  readonly id: string
  /** The user as SCIM shows it, without `groups`; `null` where no section that is asked depends on it. */
  readonly user: ResourceData | null
  /** Memberships in groups that the mapping's names are bound to. */
  readonly groups: readonly SubjectGroup[]
}

/** A group of a subject, as the mapping knows it. */
export interface SubjectGroup {
  readonly id: string
  /** The folded names of the mapping that are bound to it. */
  readonly nameKeys: readonly string[]
}

/** What was decided, and for which sections: rows of these sections that are not here must go. */
export interface Decision {
  readonly sections: readonly DecidedSection[]
  /** In the order of the document. */
  readonly assignments: readonly Assignment[]
}

/** A section whose rows a decision says all about. */
export interface DecidedSection {
  /** The source of its rows. */
  readonly name: string
  /** The effects that it can ask for. */
  readonly effects: ReadonlySet<string> | 'any'
}

/** What a mapping refers to in the organization, to warn about what does not exist (yet). */
export interface DirectoryView {
  readonly teamKeys: ReadonlySet<TeamKey>
  readonly catalogue: RoleCatalogue
  /** The folded names of the mapping that some group has, each with the spelling of that group. */
  readonly groupNames: ReadonlyMap<string, string>
}

/** A mapping ready to decide. Immutable; may be used by many requests at a time. */
export interface CompiledMapping {
  /** The folded group names that entries require; these get bound to group ids. */
  readonly groupNames: ReadonlySet<string>
  /** Sections that depend on a kind of fact; the text of a section identifies its meaning. */
  readonly sections: readonly MappingSection[]
  /** Decides every section that depends on one of `facts`. Equal inputs are evaluated once. */
  decide(subjects: readonly Subject[], facts: ReadonlySet<FactKind>): Promise<Decision>
  /** Warnings about what the mapping refers to and the organization does not have. */
  checkAgainst(directory: DirectoryView): readonly Diagnostic[]
}

/** A section of a compiled mapping. */
export interface MappingSection extends DecidedSection {
  readonly facts: ReadonlySet<FactKind>
  /** Equal for sections that decide equally. */
  readonly fingerprint: string
}
