import type { ComponentChildren } from 'preact'

export const trialText = {
  versionOfTheMapping: (version: string | number) => `Version ${version} of the mapping stays.`,
  versionOfTheMappingOf: (version: string | number, version2: string | number) =>
    `Version ${version} of the mapping is taken back, by version ${version2}.`,
  mappingOnTrial: 'Mapping on trial',
  versionOfTheMappingIs: (version: string | number) => `Version ${version} of the mapping is on trial.`,
  inUnlessYouKeep: (revertsTo: string | number, time: ComponentChildren) => (
    <>
      {`${revertsTo} in `}
      {time}, unless you keep it.
    </>
  ),
  lessThanAMinute: (version: string | number) =>
    `Less than a minute is left to keep version ${version} of the mapping.`,
  keepIt: 'Keep it',
  undoNow: 'Undo now',
  itsTimeIsOver: 'Its time is over, and it is being taken back.',
  itsTimeIsOverAnd: () => (
    <>
      Its time is over, and the server has not taken it back yet. It tries again; <em>Undo now</em> says what is in the
      way.
    </>
  ),
  mapping: 'Mapping',
  dismiss: 'Dismiss',
  mappingTakenBack: 'Mapping taken back',
  noMappingIsInForce: 'No mapping is in force.',
  versionIsInForce: (rollbackTo: string | number, version: string | number) =>
    `Version ${rollbackTo} is in force again, as version ${version}.`,
  ofTheMappingWasTaken: (version: string | number, timeAgo: ComponentChildren, rollbackTo: ComponentChildren) => (
    <>
      <strong>{`Version ${version} of the mapping was taken back by itself`}</strong> {timeAgo}: nobody kept it in time.{' '}
      {rollbackTo}
    </>
  ),
  seeWhatWasTaken: 'See what was taken back',
  versionOfTheMappingIsOn: (version: string | number, confirmBy: string | number) =>
    `Version ${version} of the mapping is on trial until ${confirmBy}.`,
  versionOfTheMappingWas: (version: string | number) => `Version ${version} of the mapping was taken back by itself.`,
} as const
