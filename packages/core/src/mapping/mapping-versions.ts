import { NotFound } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'
import type { MappingVersion } from '../store/mappings.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { findConfirmedBefore } from './find-confirmed-before.ts'

/** A version of the mapping, without its text. */
export interface VersionView {
  readonly version: number
  readonly created: string
  /** `null` for the command line of the server, and for what happens by itself. */
  readonly author: { readonly keyId: string; readonly displayName: string } | null
  readonly format: MappingVersion['format']
  readonly current: boolean
  /** The version that it brought back. */
  readonly rollbackTo: number | null
  /** When it reverts by itself unless it is confirmed; of an older one, when it would have. */
  readonly confirmBy: string | null
  /** The version that the current one goes back to unless it is confirmed, 0 for no mapping; `null` for one that stays. */
  readonly revertsTo: number | null
  /** The version that took it back before it was confirmed. */
  readonly revertedBy: number | null
  /** Whether it came by itself, because the one before it was not confirmed in time. */
  readonly automatic: boolean
}

/** A version with its text, and the text that it is compared with (empty for version 0, before the first). */
export interface VersionDetail extends VersionView {
  readonly text: string
  readonly against: { readonly version: number; readonly text: string }
}

/** Versions before that one, newest first. */
export async function listVersions(
  { organizationId, store }: OperationContext,
  before: number | null,
  limit: number,
): Promise<readonly VersionView[]> {
  const reader = store.read(organizationId)
  const toView = await createViewer(reader)
  // With the neighbours on both sides, which say what became of the last and of the first.
  const rows = await reader.mappings.list(before === null ? null : before + 1, before === null ? limit + 1 : limit + 2)
  const asked = rows.filter(({ version }) => before === null || version < before).slice(0, limit)
  return asked.map((mapping) => toView(mapping, rows))
}

/** A version against another one, by default the one before it. Throws NotFound. */
export async function readVersion(
  { organizationId, store }: OperationContext,
  version: number,
  against = version - 1,
): Promise<VersionDetail> {
  const reader = store.read(organizationId)
  const toView = await createViewer(reader)
  const mapping = await getVersion(reader, version)
  const text = against === 0 ? '' : (await getVersion(reader, against)).text
  const around = await reader.mappings.list(version + 2, 3)
  return { ...toView(mapping, around), text: mapping.text, against: { version: against, text } }
}

async function getVersion(reader: StoreReader, version: number): Promise<MappingVersion> {
  const found = await reader.mappings.find(version)
  if (found === undefined) throw new NotFound(`There is no version ${version} of the mapping`)
  return found
}

type Viewer = (mapping: MappingVersion, around: readonly MappingVersion[]) => VersionView

async function createViewer(reader: StoreReader): Promise<Viewer> {
  const { mappingVersion } = await reader.getState()
  const names = new Map((await reader.keys.list()).map(({ displayName, id }) => [id, displayName]))
  const revertsTo = await findRevertsTo(reader, mappingVersion)
  return (mapping, around) => {
    const { authorKeyId, confirmBy, created, format, rollbackTo, version } = mapping
    const current = version === mappingVersion
    return {
      version,
      created,
      author: authorKeyId === null ? null : { keyId: authorKeyId, displayName: names.get(authorKeyId) ?? authorKeyId },
      format,
      current,
      rollbackTo,
      confirmBy,
      revertsTo: current ? revertsTo : null,
      revertedBy: revertedBy(mapping, around),
      automatic: isAutomatic(mapping, around),
    }
  }
}

async function findRevertsTo({ mappings }: StoreReader, version: number): Promise<number | null> {
  const current = await mappings.find(version)
  if (current === undefined || current.confirmBy === null) return null
  return (await findConfirmedBefore(mappings, version))?.version ?? 0
}

function revertedBy({ confirmBy, version }: MappingVersion, around: readonly MappingVersion[]): number | null {
  const next = around.find((one) => one.version === version + 1)
  return confirmBy !== null && next !== undefined && next.rollbackTo !== null ? next.version : null
}

/** Nobody wrote it, and the one before it had come to its end. */
function isAutomatic(mapping: MappingVersion, around: readonly MappingVersion[]): boolean {
  const { authorKeyId, created, rollbackTo, version } = mapping
  const ended = around.find((one) => one.version === version - 1)?.confirmBy ?? null
  return authorKeyId === null && rollbackTo !== null && ended !== null && ended <= created
}
