import { failure, ok, warning, type CheckResult } from './check-result.ts'

const megabyte = 1024 * 1024

/** Below this a busy day of provisioning, or one checkpoint of the log, may fill the disk. */
const leastBytes = 100 * megabyte

/** What a SQLite file and its backup need: as much again as the file has, and a gigabyte to grow. */
export function judgeSpace({
  databaseBytes,
  folder,
  freeBytes,
}: {
  readonly folder: string
  readonly freeBytes: number
  readonly databaseBytes: number
}): CheckResult {
  const free = `${toSize(freeBytes)} are free in ${folder}, the database has ${toSize(databaseBytes)}`
  if (freeBytes < leastBytes)
    return failure('disk', free, 'Make room now: when the disk is full every write is refused (503).')
  if (freeBytes < databaseBytes + 1024 * megabyte)
    return warning('disk', free, 'Make room: a backup and a year of growth need more than that.')
  return ok('disk', free)
}

function toSize(bytes: number): string {
  return bytes >= 1024 * megabyte ? `${(bytes / 1024 / megabyte).toFixed(1)} GB` : `${(bytes / megabyte).toFixed(1)} MB`
}
