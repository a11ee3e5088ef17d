import { readAnnouncedTypes, type AnnouncedAttribute, type AnnouncedType } from '../announced-type.ts'
import { CheckFailure } from '../check-failure.ts'
import type { CheckGroup, CheckRow } from '../check.ts'
import { expectStatus, expectThat, show } from '../expect.ts'
import { at, isObject, type Json, type JsonObject } from '../json.ts'
import type { Lab, Resource } from '../lab.ts'
import { sampleValue } from '../sample-value.ts'

/** Every attribute that `/Schemas` announces does what its characteristics say (RFC 7643 §7), one after another. */
export const attributeChecks: CheckGroup = {
  name: 'attributes',
  source: 'RFC 7643 §7',
  checks: [
    {
      id: 'create',
      title: 'Every attribute that a client may write is kept by POST',
      source: 'RFC 7644 §3.3',
      run: (lab) =>
        eachType(lab, async (type, failures) => {
          const { body, resource } = await createWhole(lab, type)
          for (const attribute of type.attributes)
            expectKept(failures, resource, attribute, at(body, ...pathOf(attribute)))
        }),
    },
    {
      id: 'replace-whole',
      title: 'Every attribute that a client may change is kept by PUT',
      source: 'RFC 7644 §3.5.1',
      run: (lab) =>
        eachType(lab, async (type, failures) => {
          const { body, resource } = await createWhole(lab, type)
          const changeable = type.attributes.filter(isChangeable)
          const changed = { ...body, ...(await bodyOf(lab, type, changeable)) }
          const reply = await lab.call('PUT', pathTo(type, resource), { body: { ...changed, id: resource.id } })
          expectStatus(reply, 200)
          for (const attribute of changeable)
            expectKept(failures, reply.body, attribute, at(changed, ...pathOf(attribute)))
        }),
    },
    patchRow({
      id: 'add',
      title: 'Every attribute that a client may write takes a PATCH add by its path',
      source: 'RFC 7644 §3.5.2.1',
      of: (attribute) => !isRequired(attribute),
      whole: false,
    }),
    patchRow({
      id: 'replace',
      title: 'Every attribute that a client may change takes a PATCH replace by its path',
      source: 'RFC 7644 §3.5.2.3',
      of: isChangeable,
      whole: true,
    }),
    {
      id: 'remove',
      title: 'Every attribute that need not be there is unassigned after a PATCH remove',
      source: 'RFC 7644 §3.5.2.2',
      skip: ({ patch }) => (patch ? null : 'the server does not announce PATCH'),
      run: (lab) =>
        eachType(lab, async (type, failures) => {
          const { resource } = await createWhole(lab, type)
          for (const attribute of type.attributes.filter((one) => isChangeable(one) && !isRequired(one))) {
            const reply = await lab.patch(pathTo(type, resource), [{ op: 'remove', path: attribute.path }])
            const read = at((await lab.call('GET', pathTo(type, resource))).body, ...pathOf(attribute))
            if (reply.status >= 300) failures.push(`${attribute.path}: ${reply.status}`)
            else if (!isUnassigned(read)) failures.push(`${attribute.path} is still ${show(read)}`)
          }
        }),
    },
    {
      id: 'projection',
      title: 'Every attribute that is returned by default can be asked for and left out',
      source: 'RFC 7644 §3.9',
      run: (lab) =>
        eachType(lab, async (type, failures) => {
          const { resource } = await createWhole(lab, type)
          for (const attribute of type.attributes.filter(
            ({ definition }) => at(definition, 'returned') === 'default',
          )) {
            const { path } = attribute
            const read = async (query: string) =>
              at((await lab.call('GET', `${pathTo(type, resource)}?${query}`)).body, ...pathOf(attribute))
            if ((await read(`attributes=${path}`)) === undefined) failures.push(`attributes=${path} leaves it out`)
            if ((await read(`excludedAttributes=${path}`)) !== undefined)
              failures.push(`excludedAttributes=${path} leaves it in`)
          }
        }),
    },
  ],
}

interface PatchRow extends Pick<CheckRow, 'title' | 'id'> {
  readonly source: string
  readonly of: (attribute: AnnouncedAttribute) => boolean
  /** Whether the resource has a value of each attribute before. */
  readonly whole: boolean
}

/** One operation for each attribute, to one resource of each type. */
function patchRow({ id, title, source, of, whole }: PatchRow): CheckRow {
  return {
    id,
    title,
    source,
    skip: ({ patch }) => (patch ? null : 'the server does not announce PATCH'),
    run: (lab) =>
      eachType(lab, async (type, failures) => {
        const { resource } = whole
          ? await createWhole(lab, type)
          : await create(lab, type, type.attributes.filter(isRequired))
        for (const attribute of type.attributes.filter(of)) {
          const value = await sampleValue(lab, attribute.definition)
          const reply = await lab.patch(pathTo(type, resource), [{ op: id, path: attribute.path, value }])
          if (reply.status >= 300) failures.push(`${attribute.path}: ${reply.status} ${show(at(reply.body, 'detail'))}`)
          else expectKept(failures, (await lab.call('GET', pathTo(type, resource))).body, attribute, value)
        }
      }),
  }
}

/** Throws CheckFailure with all that `look` found, of every type. */
async function eachType(lab: Lab, look: (type: AnnouncedType, failures: string[]) => Promise<void>): Promise<void> {
  const failures: string[] = []
  for (const type of await readAnnouncedTypes(lab)) await look(type, failures)
  if (failures.length > 0) throw new CheckFailure(failures.join('; '))
}

interface Created {
  readonly body: JsonObject
  readonly resource: Resource
}

const createWhole = (lab: Lab, type: AnnouncedType): Promise<Created> => create(lab, type, type.attributes)

async function create(lab: Lab, type: AnnouncedType, attributes: readonly AnnouncedAttribute[]): Promise<Created> {
  const body = await bodyOf(lab, type, attributes)
  const reply = await lab.call('POST', type.endpoint, { body })
  expectStatus(reply, 201)
  expectThat(isObject(reply.body) && typeof reply.body['id'] === 'string', `POST ${type.endpoint} answers no id`)
  return { body, resource: reply.body as Resource }
}

async function bodyOf(lab: Lab, type: AnnouncedType, attributes: readonly AnnouncedAttribute[]): Promise<JsonObject> {
  const core: Record<string, Json> = {}
  const extensions: Record<string, Record<string, Json>> = {}
  for (const { definition, extension, name } of attributes) {
    const place = extension === null ? core : (extensions[extension] ??= {})
    place[name] = await sampleValue(lab, definition)
  }
  return { schemas: [type.schema, ...Object.keys(extensions)], ...core, ...extensions }
}

function pathTo({ endpoint }: AnnouncedType, { id }: Resource): string {
  return `${endpoint}/${encodeURIComponent(id)}`
}

function pathOf({ extension, name }: AnnouncedAttribute): readonly string[] {
  return extension === null ? [name] : [extension, name]
}

function isRequired({ definition }: AnnouncedAttribute): boolean {
  return at(definition, 'required') === true
}

function isChangeable({ definition }: AnnouncedAttribute): boolean {
  return at(definition, 'mutability') !== 'immutable'
}

/** What was sent is read back; a server may add to it, and does not show what is never returned. */
function expectKept(
  failures: string[],
  resource: Json | undefined,
  attribute: AnnouncedAttribute,
  sent: Json | undefined,
): void {
  const { definition, path } = attribute
  if (at(definition, 'returned') === 'never' || at(definition, 'returned') === 'request') return
  const read = at(resource, ...pathOf(attribute))
  if (!includes(read, sent)) failures.push(`${path} is ${show(read)}, not ${show(sent)}`)
}

function includes(read: Json | undefined, sent: Json | undefined): boolean {
  if (Array.isArray(sent)) {
    const elements: readonly Json[] = Array.isArray(read) ? (read as readonly Json[]) : []
    return (sent as readonly Json[]).every((one) => elements.some((element) => includes(element, one)))
  }
  if (isObject(sent)) return isObject(read) && Object.keys(sent).every((name) => includes(at(read, name), sent[name]))
  return read === sent
}

/** An empty list is no value either (RFC 7643 §2.5). */
function isUnassigned(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
