import type { exitCode } from './exit-code.ts'

/** What each end of a command tells the shell. */
export const exitMeanings: Readonly<Record<keyof typeof exitCode, string>> = {
  ok: 'Done, and nothing is amiss.',
  failure: 'It failed, or differences or errors were found: the message says which.',
  changes: 'A plan has something to do (`rolecall mapping plan`).',
  usage: 'The command line is wrong.',
  configuration:
    'The configuration, or a plugin of it, is wrong: every mistake is told at once (`EX_CONFIG` of sysexits.h).',
  interrupted: 'A server that was stopping got SIGINT, and ended at once.',
  terminated: 'A server that was stopping got SIGTERM, and ended at once.',
}
