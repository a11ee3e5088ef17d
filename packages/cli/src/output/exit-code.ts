/** What the shell learns. */
export const exitCode = {
  ok: 0,
  /** It failed, or differences or errors were found. */
  failure: 1,
  /** A plan has something to do. */
  changes: 2,
  /** The command line is wrong. */
  usage: 2,
  /** The configuration is wrong: `EX_CONFIG` of sysexits.h. */
  configuration: 78,
} as const
