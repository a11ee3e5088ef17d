import { NotFound } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'
import type { MappingVersion } from '../store/mappings.ts'
import type { OperationContext } from '../change/operation-context.ts'

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
  /** When it reverts by itself unless it is confirmed. */
  readonly confirmBy: string | null
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
  return (await reader.mappings.list(before, limit)).map(toView)
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
  return { ...toView(mapping), text: mapping.text, against: { version: against, text } }
}

async function getVersion(reader: StoreReader, version: number): Promise<MappingVersion> {
  const found = await reader.mappings.find(version)
  if (found === undefined) throw new NotFound(`There is no version ${version} of the mapping`)
  return found
}

async function createViewer(reader: StoreReader): Promise<(mapping: MappingVersion) => VersionView> {
  const { mappingVersion } = await reader.getState()
  const names = new Map((await reader.keys.list()).map(({ displayName, id }) => [id, displayName]))
  return ({ authorKeyId, confirmBy, created, format, rollbackTo, version }) => ({
    version,
    created,
    author: authorKeyId === null ? null : { keyId: authorKeyId, displayName: names.get(authorKeyId) ?? authorKeyId },
    format,
    current: version === mappingVersion,
    rollbackTo,
    confirmBy,
  })
}
