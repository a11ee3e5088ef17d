import type { ChangeScope } from '../change/operation-context.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { Projection } from '../scim/resource/project.ts'
import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import type { KnownMemberships, RepresentationContext } from './query/represent.ts'

/** One row of the table {User, Group} × {create, replace, patch, delete}. */
export interface ResourceKind<R extends StoredResource> {
  /** The resource of an id. Throws NotFound. */
  get(reader: StoreReader, id: string): Promise<R>
  /** Asks ahead for what an answer with the resource will read, with its groups or members, or without. */
  askAheadOfAnswer(reader: StoreReader, id: string, withLists: boolean): void
  /** Asks ahead for what a change of the resource, and its answer, will read. */
  askAhead(reader: StoreReader, id: string): void
  create(context: OperationContext, body: Json): Creation<R>
  replace(context: OperationContext, body: Json): Change<R>
  patch(context: OperationContext, body: Json): Change<R> | Promise<Change<R>>
  delete(context: OperationContext, body: Json): Change<R>
  /** Resources as a client sees them. */
  represent(
    reader: StoreReader,
    records: readonly R[],
    context: RepresentationContext,
    projection: Projection,
    known?: KnownMemberships,
  ): Promise<ResourceData[]>
}

export interface StoredResource {
  readonly id: string
  readonly version: number
}

/** A POST whose body is read: what it does in the transaction. */
export interface Creation<R> {
  write(scope: ChangeScope): Promise<Created<R>>
  /** Asks ahead for what `write` will read. */
  readonly ahead: (reader: StoreReader) => void
  /** With what the request has written and is returned on request. */
  readonly shown: (asked: Projection | null) => Projection | null
}

/** A PUT, PATCH or DELETE whose body is read: what it does in the transaction to the resource that is stored. */
export interface Change<R> {
  write(scope: ChangeScope, stored: R): Promise<R>
  readonly shown: (asked: Projection | null) => Projection | null
}

export interface Created<R> {
  readonly record: R
  /** `none` for a user who can't be in a group yet, which saves reading. */
  readonly known: KnownMemberships
}
