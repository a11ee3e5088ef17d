import type { TestReport } from './directory/test-report.ts'
import type { RuleFailure } from './directory/rule-failure.ts'
import type { MappingSource } from './directory/mapping-source.ts'
import type { ConditionTrace } from './directory/condition-trace.ts'
import type { Assignment } from './plugin/assignment.ts'
import type { Diagnostic } from './plugin/diagnostic.ts'
import type { FactKind } from './plugin/mapping-kind.ts'
import type { Reference, RuleAssignment } from './plugin/rule.ts'
import type { RoleCatalogue } from './directory/role-catalogue.ts'
import type { TeamKey } from './directory/team.ts'
import type { Json, ResourceData } from './scim/resource/resource-data.ts'

/** The port to the rules: mapping text in, decisions out. Pure; `@rolecall/rules` implements it. */
export interface Decider {
  /** Checks and compiles a mapping; with an error among the diagnostics there is no mapping. */
  compile(source: MappingSource): Compilation
  /** The same, and what else the process does has its turn meanwhile: a text may take some tenths of a second. */
  compileInTurns(source: MappingSource): Promise<Compilation>
  /** Reads a file of tests (`tests:` and nothing else), to be run by a mapping of the same vocabulary. */
  parseTests(source: MappingSource): ParsedTests
  /** One section of a mapping as data, or else its default; `undefined` for none of them, and for a text that can't be read. */
  readSection(source: MappingSource, section: string): Json | undefined
}

/** What reading a file of tests gave; with an error among the diagnostics there are none. */
export interface ParsedTests {
  readonly diagnostics: readonly Diagnostic[]
  readonly tests: readonly MappingTest[]
}

/** What compiling gave: every diagnostic at once, and the mapping where none of them is an error. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[]
  readonly mapping: CompiledMapping | null
  /** What it refers to, as far as it can be read: also beside errors. `null` where nothing of it can. */
  readonly references: MappingReferences | null
}

/** What a mapping refers to in the organization. */
export interface MappingReferences {
  /**
   * The folded group names that entries and conditions use literally; these get bound to group ids, so that nobody takes
   * a role by taking a name.
   */
  readonly groupNames: ReadonlySet<string>
  /** The group ids that entries and conditions use literally: memberships in these are needed too. */
  readonly groupIds: ReadonlySet<string>
  /** What the mapping refers to and the organization does not have (warnings), or does not allow (errors). */
  checkAgainst(directory: DirectoryView): Promise<readonly Diagnostic[]>
}

/** What a decision about a person is made from. */
export interface Subject {
  readonly id: string
  /** The user as SCIM shows it, without `groups`; `null` where no section that is asked depends on it. */
  readonly user: ResourceData | null
  /** Memberships in groups that the mapping names; with the `groupScope` `all`, every membership. */
  readonly groups: readonly SubjectGroup[]
}

/** One membership of a subject: the group, as the mapping knows it. */
export interface SubjectGroup {
  readonly id: string
  /** The folded names of the mapping that are bound to it. */
  readonly nameKeys: readonly string[]
  /**
   * Folded names of the mapping that the group has now, though they are bound to another group. What they would give is
   * withheld: nobody takes a role by taking a name.
   */
  readonly claims: readonly string[]
  /** Whether its `externalId` has changed since a name was bound to it: what it newly gives is withheld. Rules don't look at it. */
  readonly suspect?: boolean
  /** `null` where the mapping looks at names and ids alone (`groupScope` is `bound`). */
  readonly facts: GroupFacts | null
}

/** What conditions may look at of a group and of the membership in it. */
export interface GroupFacts {
  readonly displayName: string
  readonly externalId: string | null
  /** As the provider sent it, without members. */
  readonly data: ResourceData
  readonly member: MemberFacts
}

/** The membership itself (RFC 7643 §4.2, `members`). */
export interface MemberFacts {
  /** As the provider sent it. */
  readonly value: string
  readonly type: string | null
  /** The user's `displayName`, or else `userName`. */
  readonly display: string | null
}

/** What was decided, and for which sections: rows of these sections that are not here must go. */
export interface Decision {
  readonly sections: readonly DecidedSection[]
  /** In the order of the document. */
  readonly assignments: readonly DecidedAssignment[]
  /** Rules that failed for a person: nothing is asked for by them here, and what each has given the person stays. */
  readonly failures: readonly RuleFailure[]
}

/** An assignment as it was decided. */
export interface DecidedAssignment extends Assignment {
  /** Of what a plugin gives beside roles, that no group gives it whose word is trusted; of a role its grant says so. */
  readonly doubt?: Doubt
}

/** Why it may be withheld: `claim`, by a name that the group took over; `suspect`, its `externalId` has changed since it was bound. */
export interface Doubt {
  readonly by: 'claim' | 'suspect'
  readonly groupId: string
}

/** A section whose rows a decision says all about. */
export interface DecidedSection {
  /** The source of its rows. */
  readonly name: string
  /** The effects that it can ask for. */
  readonly effects: ReadonlySet<string> | 'any'
}

/** Names that an organization has, as they are written. */
export interface KnownNames {
  readonly groups: readonly string[]
  readonly teams: readonly string[]
  readonly teamRoles: readonly string[]
}

/** What properties are tried with, beside what the mapping and the test say. */
export interface KnownToTests {
  readonly names?: KnownNames
  readonly people?: readonly Subject[]
}

/** What a mapping refers to in the organization, to warn about what does not exist (yet). */
export interface DirectoryView {
  /** An end before this instant is over. */
  readonly now: string
  /** What may have been meant by a name that there is not. */
  readonly known: KnownNames
  readonly teamKeys: ReadonlySet<TeamKey>
  readonly catalogue: RoleCatalogue
  /** The folded names of the mapping that some group has, each with the spelling of that group. */
  readonly groupNames: ReadonlyMap<string, string>
  /** Of a folded name of the mapping, a group with another name that looks the same. */
  readonly alike: ReadonlyMap<string, string>
  /** The ids of the mapping that are groups. */
  readonly groupIds: ReadonlySet<string>
}

/** A mapping ready to decide. Immutable; may be used by many requests at a time. */
export interface CompiledMapping extends MappingReferences {
  /** `all` where a pattern or a condition looks at any group: then every membership is needed, with the group's facts. */
  readonly groupScope: 'bound' | 'all'
  /** Sections that depend on a kind of fact; the text of a section identifies its meaning. */
  readonly sections: readonly MappingSection[]
  /** The teams that rules name literally: the folded id with its first spelling in the file. */
  readonly teamSpellings: ReadonlyMap<TeamKey, string>
  /** What the file says beside its rules. */
  readonly policy: MappingPolicy
  /** Whether the document has no section at all: rather a file that was lost than one that was meant. */
  readonly isEmpty: boolean
  /** The tests of the file. */
  readonly tests: readonly MappingTest[]
  /** Every rule with its place, in the order of the document. */
  readonly rules: readonly MappingRule[]
  /**
   * Decides every section that depends on one of `facts`, or those of `sections` among them. Equal inputs are evaluated
   * once. Never throws because of a rule: one that fails for a person is among the `failures`, and concerns nobody and
   * nothing else.
   */
  decide(subjects: readonly Subject[], facts: ReadonlySet<FactKind>, sections?: ReadonlySet<string>): Promise<Decision>
  /**
   * Runs tests, those of the file by default; where an organization is known, properties are tried with its names and held
   * against its people, too.
   */
  runTests(tests?: readonly MappingTest[], known?: KnownToTests): Promise<TestReport>
  /** Why each rule fires for a person or not, from the engine's own results of the conditions that decide. */
  explain(subject: Subject): Promise<readonly RuleTrace[]>
  /**
   * Of these groups the ids of those for which the part of a condition at that place holds; `undefined` where no part that
   * is about groups stands there.
   */
  findFitting(place: ConditionPlace, groups: readonly SubjectGroup[]): ReadonlySet<string> | undefined
  /** Which of these groups, all that there are, no rule names, and which rules of the file name none of them. */
  compareGroups(groups: readonly SubjectGroup[]): GroupComparison | null
  /**
   * What gives a privileged role of this catalogue of team roles to whoever may create groups: rules that neither require
   * a group by name or id nor say that it is meant.
   */
  findPrivilegedWithoutGroup(catalogue: RoleCatalogue): readonly PrivilegedRule[]
  /** Which rules name one of these teams, or one of these team roles, as it is written: by folded ids and names. */
  findNaming(names: CatalogueNames): readonly NamingRule[]
}

/** What a mapping and the groups of a directory have of each other; not made where it would take too long. */
export interface GroupComparison {
  /** Ids of groups. */
  readonly unnamed: readonly string[]
  /** In the order of the document, each with what it says of its groups. */
  readonly withoutGroup: readonly (MappingRule & { readonly text: string })[]
}

/** Teams by folded id, and team roles by folded name. */
export interface CatalogueNames {
  readonly teams: ReadonlySet<TeamKey>
  readonly roles: ReadonlySet<string>
}

/** A rule that names a team or a team role: `name` as it is written. */
export interface NamingRule {
  readonly line: number
  readonly text: string
  readonly kind: 'team' | 'role'
  readonly name: string
}

/** A rule that gives a privileged role. */
export interface PrivilegedRule {
  /** Where it says so; 0 for a rule of the defaults. */
  readonly line: number
  /** Whom it gives the role, as it is written. */
  readonly text: string
  readonly role: string
}

/** Where a part of a condition stands in the file. */
export interface ConditionPlace {
  readonly line: number
  readonly column: number
}

/** A section of a compiled mapping. */
export interface MappingSection extends DecidedSection {
  /** A change of these concerns it: what its rules look at, or for a section without rules what it could. */
  readonly facts: ReadonlySet<FactKind>
  /** What its rules look at: to decide it, these are needed. */
  readonly reads: ReadonlySet<FactKind>
  /** Whether its rules may ask for something else than roles. */
  readonly states: boolean
  /** Equal for sections that decide equally. */
  readonly fingerprint: string
}

/** A rule of a compiled mapping and where it stands in the file; the line is 0 for a rule of the defaults. */
export interface MappingRule {
  readonly id: string
  readonly section: string
  readonly line: number
  readonly column: number
}

/** What a mapping file says about the way its grants are kept. */
export interface MappingPolicy {
  /** Teams in which manual grants are suppressed while the mapping is on. */
  readonly authoritativeTeams: ReadonlySet<TeamKey>
  /** Whether a team that a rule names and that does not exist is made. */
  readonly createMissingTeams: boolean
  /** The brake on revocations; `null` where there is none. */
  readonly limits: RevocationLimits | null
}

/** What of it judges grants that are there already. */
export type TeamPolicy = Pick<MappingPolicy, 'authoritativeTeams'>

/** Revocations beyond both, within an hour or by one apply, wait for an owner. */
export interface RevocationLimits {
  readonly maxRevocations: number
  /** Of the derived grants, from 0 to 100. */
  readonly maxRevocationPercent: number
}

/** A test of a mapping file, read and checked; only `@rolecall/rules` looks inside. */
export interface MappingTest {
  readonly name: string
  /** Where it stands in its file, from 1. */
  readonly line: number
  readonly column: number
}

/** What became of one rule for one person; of a rule about a membership, for the membership that comes nearest. */
export interface RuleTrace {
  readonly rule: { readonly id: string; readonly section: string; readonly line: number; readonly column: number }
  /** The membership it was decided for; `null` for a rule about the person alone, and where there is none. */
  readonly groupId: string | null
  readonly fired: boolean
  /** Fired only by a name that the group took over: given, and not in force. */
  readonly withheld: 'claim' | null
  readonly condition: ConditionTrace
  /** The instant at which all that it gives ends; `null` for no end. */
  readonly expiresAt: string | null
  /** What it asks for where it fired. */
  readonly gives: readonly RuleAssignment[]
  /** What it names of the organization: the roles that it could give, too. */
  readonly references: readonly Reference[]
  /** Why it could not be decided for the person: what it has given stays. Absent where it was. */
  readonly failure?: string
}
