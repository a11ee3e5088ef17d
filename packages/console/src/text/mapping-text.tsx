import { count } from './count.ts'

export const mappingText = {
  applyThisMappingQuestion: 'Apply this mapping?',
  itGivesAndTakes: (adds: number, removes: number) =>
    `It gives ${count(adds, 'role')} and takes ${count(removes, 'role')} away`,
  forAnOwnerUnder: (held: number) => `; ${count(held, 'change waits', 'changes wait')} for an owner under Holds.`,
  undoItByItself: 'Undo it by itself after 10 minutes unless I keep it',
  notYet: 'Not yet',
  takeThemAllAway: 'Take them all away now',
  apply: 'Apply',
  yourDraftIsKept: 'Your draft is kept in this browser until you apply it.',
  notApplied: 'not applied',
  askDiscard: 'Discard…',
  discardYourDraftQuestion: 'Discard your draft?',
  whatYouHaveWritten: 'What you have written is gone then, and the editor shows the mapping that is in force.',
  keepIt: 'Keep it',
  discard: 'Discard',
  mapping: 'Mapping',
  versions: 'Versions',
  whichGroupGivesWhichRole: 'Which group gives which role. Nothing changes until you apply it.',
  versionIsInForce: (version: string | number) => `Version ${version} is in force.`,
  versionHasComeSince: (version: string | number) =>
    `Version ${version} has come since you began to write; applying your draft replaces it. `,
  seeWhatItChanged: 'See what it changed',
  check: 'Check',
  itIsCheckedAsYouWrite: 'It is checked as you write.',
  noProblems: '✓ No problems',
  lineColumn: (line: string | number, column: string | number) => `line ${line}, column ${column}`,
  tests: 'Tests',
  line: (line: string | number) => `line ${line}`,
  ofRulesAreCovered: (covered: string | number, rules: string | number) => `${covered} of ${rules} rules are covered.`,
  onTrial: 'on trial',
  inForce: 'in force',
  takenBackByItself: 'taken back by itself',
  takenBack: 'taken back',
  byItself: ' by itself',
  by: (displayName: string | number) => ` by ${displayName}`,
  backToNoMapping: ', back to no mapping',
  backToVersion: (rollbackTo: string | number) => `, back to version ${rollbackTo}`,
  itCameByItself: (version: string | number) => `It came by itself: nobody kept version ${version} in time.`,
  itWasOnTrial: 'It was on trial, and another version came before its end.',
  itWasOnTrialOf: (revertedBy: string | number, revertedBy2: string | number) => (
    <>
      It was on trial and nobody kept it:{' '}
      <a href={`/mapping/versions?version=${revertedBy}`}>{`version ${revertedBy2}`}</a> took it back.
    </>
  ),
  versionsOfTheMapping: 'Versions of the mapping',
  edit: 'Edit',
  everyMappingThatWasEver: 'Every mapping that was ever in force, by whom and when. Any of them can be brought back.',
  noVersionYet: 'No version yet.',
  writeTheFirstOne: () => (
    <>
      Write the first one under <a href="/mapping">Mapping</a>.
    </>
  ),
  version: (version: string | number) => `Version ${version}`,
  theFirstVersion: 'The first version',
  whatChangedSinceVersion: (version: string | number) => `What changed since version ${version}`,
  seeWhatGoingBack: (version: string | number) => `See what going back to version ${version} changes`,
  askRollBack: 'Roll back…',
  editor: 'Editor',
  seeWhatItChanges: 'See what it changes',
  askApply: 'Apply…',
  theTextHasChanged: 'The text has changed since; ask again.',
  anotherVersionHasCome: 'Another version has come since; ask again.',
} as const

/** What to do where an apply is refused. */
export const applyAdvice: Readonly<Record<string, string>> = {
  PLAN_STALE: 'What it was made of has changed since. Close this, look at the changes again, then apply.',
  LAST_OWNER: 'Nobody would be Owner any more. Keep a group that gives the role, or give it to somebody by hand first.',
  BRAKE: 'It takes away more roles than the limits in the mapping allow at once.',
  EMPTY_MAPPING: 'Nothing is written in it: everybody loses what the mapping gives.',
}
