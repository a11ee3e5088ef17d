/** What the shell learns. */
export const exitCode = {
  ok: 0,
  /** It failed, or differences or errors were found. */
  failure: 1,
  /** A plan has something to do: the text of the mapping, or somebody's roles, would be others. */
  changes: 2,
  /** The command line is wrong: `EX_USAGE` of sysexits.h, so that no script takes a typing mistake for a plan with changes. */
  usage: 64,
  /** The configuration is wrong: `EX_CONFIG` of sysexits.h. */
  configuration: 78,
  /** A second SIGINT ended a server at once, as a shell would report it. */
  interrupted: 130,
  /** So did a second SIGTERM. */
  terminated: 143,
} as const
