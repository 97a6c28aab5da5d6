import type { Generated } from 'kysely'

/** The tables, the same on SQLite and PostgreSQL. Times are milliseconds, bodies JSON text. */
export interface Schema {
  account: {
    id: string
    /** Rises with every commit; a deleted account keeps its row, so that its version never falls. */
    version: number
    next_sequence: number
    deleted: number
    /** New whenever the account is created, reset or taken in, so that an id that is used again is told from before. */
    incarnation: string
  }
  /** One row an entity; `body` null is a tombstone that tells other processes of the deletion. */
  entity: { account_id: string; kind: string; key: string; body: string | null; version: number }
  /** What must be unique among all accounts. */
  directory: { kind: string; value: string; account_id: string }
  record: {
    account_id: string
    sequence: number
    real_time: number
    body: string
    request_id: string | null
    lane: string
    bytes: number
  }
  stamp: { account_id: string; kind: string; key: string; at: number; service: string | null; region: string | null }
  document: {
    collection: string
    id: string
    body: string
    expires_at: number | null
    /** The account that it belongs to and goes with. */
    account_id: string | null
  }
  /** The files of an instance, sealed; null until its first write. `revision` is a new one with each write. */
  instance_disk: { account_id: string; instance_id: string; revision: string; body: string | null }
  /** By the SHA-256 of a public key's bytes: the instances that it may open. */
  instance_key: { account_id: string; instance_id: string; fingerprint: string }
  /** Which transactions took place, for processes that got no answer to their COMMIT: PostgreSQL only. */
  receipt: { id: string; at: number; canceled: number }
  meta: { name: string; value: string }
  class: { id: string; code: string; revision: number; body: string }
  /** Instructors and assistants. `name_key`: their name, as it is compared. */
  staff: { id: string; name_key: string; revision: number; body: string }
  class_learner: { id: string; class_id: string; name_key: string; revision: number; body: string }
  /** What happens in a class: `kind` names the room it belongs to. `learner_id`: of one learner alone. */
  class_item: {
    class_id: string
    kind: string
    id: string
    learner_id: string | null
    at: number
    revision: number
    body: string
  }
  /** PostgreSQL only, unlogged: the newest of what processes show each other. */
  ring_entry: {
    number: Generated<number>
    ring: string
    /** An account id, or '' if it belongs to none. */
    owner: string
    /** Of the account; null if the owner is no account of this server. */
    incarnation: string | null
    source: string
    id: string
    real_time: number
    /** By the database's clock. */
    written_at: Generated<number>
    /** The process that wrote it. */
    origin: string
    /** What a list shows; JSON. */
    summary: string
    body: string
    bytes: number
  }
  /** PostgreSQL alone: see `Paces`. */
  pace: { key: string; full_at: number }
  /** PostgreSQL alone: see `Minutes`. */
  minute: { key: string; account_id: string; incarnation: string; since: number; counted: number; body: string | null }
  /** With PostgreSQL only: what a process holds until a time on the database's clock. */
  lease: { name: string; holder: string; expires_at: number }
  /** With PostgreSQL only: what a process asks another one, sealed. */
  errand: { seq: Generated<number>; at: string; body: string; answer: string | null; taken: boolean; made_at: number }
}
