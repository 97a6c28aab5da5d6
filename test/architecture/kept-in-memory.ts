/**
 * All that `server/` keeps in one process's memory, and why another process needn't know it: decision 37 as data. An entry
 * is `FILE PLACE`, as held-state.ts finds it. `CLASS.*` stands for all of a class whose objects live no longer than one
 * call, one document, or one connection; what outlives those is named one by one.
 */
export interface Kept {
  reason: string
  entries: readonly string[]
}

/** Lives and ends with one call: a reader's place in a text, a draft, what an answer is put together from. */
const oneCall: Kept = {
  reason: 'lives no longer than one call or one document that is read or written',
  entries: [
    'server/account/account.ts Draft.*',
    'server/account/attempt.ts Attempt.*',
    'server/account/staged-account.ts OneAccount.*',
    'server/authorization/action-patterns.ts matcherOf > exact',
    'server/authorization/action-patterns.ts matcherOf > byService',
    'server/authorization/conditions.ts Condition.*',
    'server/authorization/conditions.ts comparing > equal',
    'server/authorization/conditions.ts comparing > others',
    'server/authorization/conditions.ts comparing > compared',
    'server/authorization/json-reader.ts JsonReader.*',
    'server/authorization/statement-spans.ts ascending > end',
    'server/authorization/statement-spans.ts ascending > line',
    'server/authorization/statement-spans.ts ascending > lineStart',
    'server/bounds/blocks.ts Blocks.*',
    'server/bounds/byte-reader.ts ByteReader.*',
    'server/credentials/attempt.ts Attempt.*',
    'server/lab/account-file/content.ts PackedRecords.*',
    'server/lab/account-file/export-account.ts Text.*',
    'server/lab/account-file/instance-disks.ts DiskSections.*',
    'server/lab/account-file/json-items.ts Cursor.*',
    'server/lab/account-file/json-scan.ts JsonScan.*',
    'server/lab/account-file/lesson-accounts.ts LessonAccounts.*',
    'server/lab/account-file/meaning/account-meaning.ts AccountMeaning.*',
    'server/lab/account-file/meaning/seen.ts Seen.*',
    'server/lab/account-file/open-account-file.ts Received.*',
    'server/lab/progress/evidence.ts evidenceAt > known',
    'server/shell/aws/json-text.ts Reader.*',
    'server/shell/aws/shorthand.ts Shorthand.*',
    'server/shell/aws/sign.ts Sha256.*',
    'server/shell/aws/sign.ts ObservedSigner.*',
    'server/shell/session.ts planOf > plan',
    'server/store/wal.ts Checksum.*',
    'server/wire/protocols/ec2-form.ts known',
    'server/wire/protocols/form-of-request.ts latest',
    'server/wire/protocols/xml.ts newWriter > written',
  ],
}

/** A socket begins or ends at one process, and so does all that belongs to it: of a client, a page's stream, the database. */
const oneConnection: Kept = {
  reason: 'belongs to one connection, which one process holds from its first byte to its last',
  entries: [
    'server/classroom/board/board-streams.ts BoardStreams.#streams',
    'server/http/connections.ts Connections.#all',
    'server/http/connections.ts Connections.#turn',
    'server/http/tls-door.ts TlsDoor.#entering',
    'server/instance-shell/dialogue.ts Dialogue.*',
    'server/instance-shell/instance-fs.ts InstanceFs.*',
    'server/instance-shell/instance-shell.ts InstanceShell.*',
    'server/instance-shell/run-line.ts printer > known',
    'server/instances/login-shell.ts LoginShell.*',
    'server/lab/progress/subscriptions.ts Subscriptions.#streams',
    'server/lab/progress/subscriptions.ts Subscriptions.#watching',
    'server/lab/progress/subscriptions.ts Subscriptions.#unsent',
    'server/lab/progress/subscriptions.ts Subscriptions.constructor setInterval()',
    'server/shell/history.ts HistorySearch.*',
    'server/shell/line-editor.ts LineEditor.*',
    'server/shell/line-view.ts LineView.*',
    'server/shell/prompt-loop.ts PromptLoop.*',
    'server/shell/questions.ts Questions.*',
    'server/shell/session.ts ShellSession.*',
    'server/shell/shell-fs.ts ShellFs.*',
    'server/ssh/authentication.ts Authentication.*',
    'server/ssh/connection.ts Connection.*',
    'server/ssh/host.ts SshHost.#connections',
    'server/ssh/input.ts Input.*',
    'server/ssh/login-records.ts LoginRecords.#unfinished',
    'server/ssh/output.ts Output.*',
    'server/ssh/session.ts Session.*',
    'server/ssh/terminal.ts Terminal.*',
    'server/ssh/typed-ahead.ts TypedAhead.*',
    'server/store/postgres-dialect.ts ReceiptDriver.#underway',
    'server/store/postgres.ts CheckedClient.#broken',
    'server/store/postgres.ts kyselysPool > known',
  ],
}

/** Protects this process, whatever others do: each has its own event loop, memory, and sockets. */
const ownBounds: Kept = {
  reason: 'bounds what this process holds or does at once; another one has memory and processors of its own',
  entries: [
    'server/account/held-accounts.ts HeldAccounts.#counted',
    'server/account/held-accounts.ts HeldAccounts.#bytes',
    'server/account/accounts.ts Accounts.#makingRoom',
    'server/bounds/at-most.ts AtMost.#lines',
    'server/store/seats.ts databaseSeats > held',
    'server/store/seats.ts databaseSeats > renewing',
    'server/store/seats.ts databaseSeats > keepRenewing setInterval()',
    'server/bounds/fair-line.ts FairLine.#lines',
    'server/bounds/fair-line.ts FairLine.#busy',
    'server/bounds/in-flight.ts InFlight.#all',
    'server/bounds/in-flight.ts InFlight.#bytes',
    'server/bounds/shared-reads.ts SharedReads.#running',
    'server/bounds/shared-reads.ts SharedReads.#next',
    'server/bounds/turn.ts began',
    'server/bounds/turnstile.ts Turnstile.#last',
    'server/bounds/turnstile.ts Turnstile.#inside',
    // Each guess that waits holds a connection of this process; what it waits for is counted in a table (decision 33).
    'server/credentials/guess-lanes.ts GuessLanes.#line',
    'server/credentials/guess-lanes.ts GuessLanes.#now',
    'server/credentials/guess-lanes.ts GuessLanes.#cancelTimer',
    'server/credentials/guess-lanes.ts GuessLanes.#lookedAt',
    'server/credentials/guess-lanes.ts GuessLanes.#asking',
    'server/credentials/password-hasher.ts queue > lines',
    'server/credentials/password-hasher.ts queue > running',
    'server/credentials/password-hasher.ts queue setTimeout()',
    'server/ec2/key-pairs.ts line',
    'server/http/rate-limit.ts rateLimit > limiter',
    'server/http/traffic.ts Traffic.#requests',
    'server/instance-shell/fair-queue.ts FairQueue.#waiting',
    'server/instance-shell/fair-queue.ts FairQueue.#busy',
    'server/instance-shell/fair-queue.ts FairQueue.#count',
    // SSH connections and sessions are counted in each process (decision 31).
    'server/ssh/waiting-room.ts WaitingRoom.#places',
    'server/ssh/waiting-room.ts WaitingRoom.#bySource',
  ],
}

/** This process's own threads. */
const ownThreads: Kept = {
  reason: "runs this process's own threads: what waits for them came by this process's own connections",
  entries: [
    'server/instance-shell/run-line.ts interpreterBytes',
    'server/instance-shell/shell-pool.ts ShellPool.#threads',
    'server/instance-shell/shell-pool.ts ShellPool.#taken',
    'server/instance-shell/shell-pool.ts ShellPool.#idle',
    'server/instance-shell/shell-pool.ts ShellPool.#closed',
    'server/instance-shell/shell-pool.ts ShellPool.#rest setTimeout()',
    'server/instance-shell/shell-thread.ts ShellThread.*',
    'server/instance-shell/thread.ts taken',
    'server/instance-shell/thread.ts answered',
    'server/instance-shell/thread.ts abort',
    'server/worker/worker.ts BoundedWorker.#waiting',
    'server/worker/worker.ts BoundedWorker.#running',
    'server/worker/worker.ts BoundedWorker.#thread',
    'server/worker/worker.ts BoundedWorker.#ready',
    'server/worker/worker.ts BoundedWorker.#timer',
    'server/worker/worker.ts BoundedWorker.#lastLane',
    'server/worker/worker.ts BoundedWorker.#ids',
    'server/worker/worker.ts BoundedWorker.#closed',
    'server/worker/worker.ts BoundedWorker.#await setTimeout()',
    'server/worker/worker.ts BoundedWorker.#after setTimeout()',
  ],
}

/** As it was read; what is newer on disk is read before each use. */
const versioned: Kept = {
  reason: 'a copy of what is on disk, which is compared with the database before each use',
  entries: [
    'server/account/account.ts Account.#rows',
    'server/account/account.ts Account.#indexes',
    'server/account/account.ts Account.#ordered',
    'server/account/account.ts Account.#unordered',
    'server/account/account.ts Account.version',
    'server/account/account.ts Account.#bytes',
    'server/account/accounts.ts Accounts.#held',
    'server/lab/progress/active-lessons.ts ActiveLessons.#active',
    'server/lab/progress/kept-records.ts KeptRecords.#all',
    'server/lab/progress/kept-records.ts KeptRecords.#bytes',
    'server/lab/progress/kept-records.ts KeptRecords.#from',
    'server/lab/progress/kept-records.ts KeptRecords.#last',
  ],
}

/** Waits for the disk, at most 250 ms; numbered and ordered by the database when it gets there. */
const underway: Kept = {
  reason:
    'on its way to the database: at most 250 ms, of reading calls, refusals, and inspections only, and lost with the process as on SQLite',
  entries: [
    'server/account/accounts.ts Accounts.#waiting',
    'server/account/accounts.ts Accounts.#unflushed',
    'server/account/accounts.ts Accounts.#flushing',
    'server/account/accounts.ts Accounts.#timer',
    'server/account/accounts.ts Accounts.#schedule setTimeout()',
    'server/account/waiting-records.ts WaitingRecords.#waiting',
    'server/account/waiting-records.ts WaitingRecords.#bytes',
    'server/account/waiting-records.ts WaitingRecords.#isOver',
    'server/store/rings.ts Ring.#waiting',
    'server/store/rings.ts Ring.#timer',
    'server/store/rings.ts Ring.#writing',
    'server/store/rings.ts Ring.#isNextDue',
    'server/store/rings.ts Ring.#dropped',
    'server/store/rings.ts Ring.add setTimeout()',
  ],
}

/** Computed from what is its key: another process computes the same. */
const computed: Kept = {
  reason: 'a cache of what follows from its key alone, or is found by the object that it was made from',
  entries: [
    'server/authorization/compile.ts cache',
    'server/cloudtrail/cloudtrail-event.ts dateFormat',
    'server/credentials/signing-credential.ts sessions',
    'server/http/hosts.ts hostAllowList > known',
    'server/http/hosts.ts hostAllowList > latest',
    'server/http/hosts.ts hostAllowList > names',
    'server/iam/user-members.ts listed',
    'server/lab/accounts/account-templates.ts AccountTemplates.#known',
    'server/lab/lab.ts createLab > course',
    'server/own-names.ts ownNames > known',
    'server/own-names.ts ownNames > readAt',
    'server/policies/archive.ts Archive.#kept',
    'server/policies/archive.ts Archive.#opened',
    'server/policies/aws-managed-policies.ts archive',
    'server/policies/aws-managed-policies.ts shelf',
    'server/proxy/networks.ts inNetworks > list',
    'server/shell/aws/commands.ts tables',
    'server/sigv4/verify.ts SignatureVerifier.#keys',
    'server/store/kept-text.ts texts',
    'server/wire/constraints.ts patterns',
    'server/wire/protocols/xml.ts writers',
    'server/wire/protocols/xml.ts outputs',
    'server/wire/protocols/xml.ts lastSecond',
    'server/wire/protocols/xml.ts lastText',
  ],
}

/** General containers and wiring: their objects are listed where they are made. */
const building: Kept = {
  reason: 'what others are made of: each use of it has its own entry',
  entries: [
    'server/account/accounts.ts Accounts.#onEnded',
    'server/bounds/bounded-map.ts BoundedMap.#nodes',
    'server/classroom/class-news.ts ClassNews.#listeners',
    'server/lab/progress/live-accounts.ts LiveAccounts.#listeners',
    'server/bounds/bounded-map.ts BoundedMap.#oldest',
    'server/bounds/bounded-map.ts BoundedMap.#newest',
    'server/bounds/bounded-map.ts BoundedMap.#size',
    'server/compose.ts compose > listeners',
    'server/compose.ts compose > loading',
    'server/records/inspections/inspections-in-memory.ts InspectionsInMemory.#listeners',
    'server/records/inspections/inspections-in-tables.ts InspectionsInTables.#listeners',
    'server/records/refusals-in-memory.ts RefusalsInMemory.#listeners',
    'server/records/refusals-in-tables.ts RefusalsInTables.#listeners',
    'server/store/rings.ts Rings.#rings',
    'server/store/rings.ts Rings.#events',
    'server/system.ts after setTimeout()',
  ],
}

/** Starting, stopping, and the port of this process. */
const ownLife: Kept = {
  reason: 'the start, the stop, and the listening sockets of this process',
  entries: [
    'server/cli/lifecycle.ts Lifecycle.#steps',
    'server/cli/lifecycle.ts Lifecycle.#ending',
    'server/cli/lifecycle.ts Lifecycle.end setTimeout()',
    'server/ssh/host.ts SshHost.#server',
    'server/ssh/host.ts SshHost.#port',
    'server/ssh/host.ts SshHost.#protocol',
    'server/store/driver.ts openMemory > db',
    'server/store/driver.ts openSqlite > db',
    'server/store/postgres.ts openPostgres > db',
  ],
}

/** Closes what a stranger keeps open, and goes on with what waits here. */
const deadlines: Kept = {
  reason: 'ends or resumes what only this process holds: a socket, a body, an attempt that it makes again',
  entries: [
    'server/http/tls-door.ts TlsDoor.#arrived setTimeout()',
    'server/account/accounts.ts pause setTimeout()',
    'server/http/traffic.ts Traffic.watch setInterval()',
    'server/instances/link-preview.ts inTime setTimeout()',
    'server/instance-shell/instance-shell.ts paused setTimeout()',
    'server/lab/api/account-files.ts sendFile setTimeout()',
    'server/lab/api/import-body.ts within setTimeout()',
    'server/wire/absent/refuse-unread.ts refuseUnread setTimeout()',
    'server/store/errands.ts databaseErrands > answerTo setTimeout()',
    'server/store/leases.ts databaseLeases > alone setTimeout()',
    'server/store/postgres.ts within setTimeout()',
  ],
}

/** What else would have to be told is found in the tables, by whoever looks. */
const looks: Kept = {
  reason:
    'what this process has told its pages or has to look at soon: any other one finds the same in the tables, however late it looks',
  entries: [
    // What a board knows of a class is read from the tables by each process, and compared with them every ten seconds.
    'server/classroom/board/account-signs.ts AccountSigns.*',
    'server/classroom/board/boards.ts Boards.#classes',
    'server/classroom/board/boards.ts Boards.#ticking',
    'server/classroom/board/boards.ts Boards.constructor setInterval()',
    'server/classroom/board/class-watch.ts ClassWatch.*',
    // Who has a page open at this process is written for the others.
    'server/classroom/board/presence.ts Presence.#written',
    'server/classroom/board/presence.ts Presence.#writtenAt',
    'server/classroom/board/presence.ts Presence.#writing',
    'server/classroom/board/presence.ts Presence.constructor setInterval()',
    'server/lab/actors.ts Actors.#due',
    'server/lab/actors.ts Actors.#ticking',
    'server/lab/actors.ts Actors.onRecorded setTimeout()',
    'server/lab/progress/engine.ts LessonEngine.#news',
    'server/lab/progress/engine.ts LessonEngine.#refused',
    // Exams: this only looks at times that are in the store; a lease and compare-and-set keep two processes apart.
    'server/classroom/exam/exams.ts Exams.#timer',
    'server/classroom/exam/exams.ts Exams.#looking',
    'server/classroom/exam/exams.ts Exams.watch setInterval()',
    'server/lab/progress/lesson-turns.ts LessonTurns.#again',
    'server/lab/progress/lesson-turns.ts LessonTurns.#soonAgain setTimeout()',
    'server/lab/progress/live-accounts.ts LiveAccounts.#told',
    'server/lab/progress/live-accounts.ts LiveAccounts.#due',
    'server/lab/progress/live-accounts.ts LiveAccounts.#looking',
    'server/lab/progress/live-accounts.ts LiveAccounts.#isClassDue',
    'server/lab/progress/live-accounts.ts LiveAccounts.#isClosed',
    'server/lab/progress/live-accounts.ts LiveAccounts.constructor setInterval()',
    'server/lab/progress/live-accounts.ts LiveAccounts.#lookSoon setTimeout()',
    'server/records/inspections/inspections-in-tables.ts InspectionsInTables.#told',
    'server/records/look-again.ts lookAgain setTimeout()',
    'server/store/errands.ts databaseErrands > waiting',
    'server/store/news.ts Teller.#noted',
    'server/store/news.ts Teller.#count',
    'server/store/news.ts Teller.#timer',
    'server/store/news.ts Teller.#telling',
    'server/store/news.ts Teller.#toldAt',
    'server/store/news.ts Teller.#soon setTimeout()',
    'server/store/news.ts Ear.#listeners',
    'server/store/news.ts Ear.#deafListeners',
    'server/store/news.ts Ear.#timers',
    'server/store/news.ts Ear.#client',
    'server/store/news.ts Ear.#connecting',
    'server/store/news.ts Ear.#hears',
    'server/store/news.ts Ear.#echoes',
    'server/store/news.ts Ear.#awaited',
    'server/store/news.ts Ear.#saidDeaf',
    'server/store/news.ts Ear.#closed',
    'server/store/news.ts Ear.listen setInterval()',
    'server/store/news.ts Ear.#check setTimeout()',
  ],
}

/** Who works is written in the database, not here. */
const leased: Kept = {
  reason: 'work of which a lease or a deleted row in the database says which process does it; another one takes over',
  entries: [
    'server/compose.ts keepHouse > every setInterval()',
    'server/lab/actors.ts Actors.constructor setInterval()',
    'server/lab/turns.ts Turns.#last',
    'server/store/leases.ts databaseLeases > turns',
    'server/store/leases.ts databaseLeases > alone setInterval()',
  ],
}

/** As an SSH connection to it would, such a shell ends with its process. */
const shells: Kept = {
  reason: 'a shell that runs in this process; requests that reach another one are passed on as errands, through a table',
  entries: [
    'server/ssh/browser-logins.ts BrowserLogins.#sessions',
    'server/ssh/browser-session.ts BrowserSession.*',
    'server/store/errands.ts databaseErrands > holds',
  ],
}

/** One file, one process. */
const onlySqlite: Kept = {
  reason: 'made or asked on SQLite only, where one process has the file to itself',
  entries: [
    'server/lab/actors.ts Actors.#stages',
    'server/ssh/places.ts PlacesInMemory.#taken',
    'server/ssh/places.ts PlacesInMemory.#all',
    'server/ssh/places.ts PlacesInMemory.take > held',
    'server/records/explanations/last-failures.ts FailuresInMemory.#failures',
    'server/records/inspections/inspections-in-memory.ts InspectionsInMemory.#watched',
    'server/records/inspections/inspections-in-memory.ts InspectionsInMemory.#rings',
    'server/records/refusals-in-memory.ts RefusalsInMemory.#own',
    'server/records/refusals-in-memory.ts RefusalsInMemory.#strange',
    'server/signin/failure-minutes.ts MinutesInMemory.#minutes',
    'server/store/check-database.ts database',
    'server/store/check-large.ts after setTimeout()',
    'server/store/commit-queue.ts CommitQueue.#waiting',
    'server/store/commit-queue.ts CommitQueue.#running',
    'server/store/file-watch.ts FileWatch.#known',
    'server/store/file-watch.ts FileWatch.#lost',
    'server/store/file-watch.ts FileWatch.#isWhole',
    'server/store/file-watch.ts FileWatch.#full',
    'server/store/file-watch.ts FileWatch.constructor setInterval()',
    'server/store/sqlite-dialect.ts WatchedConnection.#statements',
  ],
}

const harmless: Kept = {
  reason: 'several processes may each have their own without harm',
  entries: [
    // Root passwords that nobody has yet.
    'server/classroom/root-passwords.ts RootPasswords.*',
    // Counts that are written every five seconds, each process in documents of its own.
    'server/lab/limits-hit.ts LimitsHit.#pending',
    'server/lab/limits-hit.ts LimitsHit.#timer',
    'server/lab/limits-hit.ts LimitsHit.count setTimeout()',
    // A certificate of this process's own, by the authority that all have from the database, or as it stands in its file.
    'server/tls/server-certificate.ts certificateInFiles > context',
    'server/tls/server-certificate.ts certificateInFiles > read',
    'server/tls/server-certificate.ts every > again setTimeout()',
    'server/tls/server-certificate.ts every > at',
    'server/tls/server-certificate.ts issuedCertificate > context',
    'server/tls/server-certificate.ts issuedCertificate > issued',
    // Bytes since the last look: with N processes a look comes at most N times as late, and the bound is the database's.
    'server/store/bounded-records.ts written',
    'server/store/rings.ts Ring.#unmeasured',
    // Sealed credentials that any process accepts. A second process issues another session of the same role.
    'server/sts/instance-role.ts InstanceRoleSessions.#given',
    // With a table, they repeat its last answer, so that nobody asks again before there can be room.
    'server/credentials/guess-bucket.ts Bucket.#fullAt',
    'server/credentials/guess-shelf.ts Shelf.#kept',
    // So many records a minute of an account's own curl: N processes write at most N times as many, and the account's bound is the database's.
    'server/instances/metadata-reads.ts MetadataReads.#paces',
    // Secrets of keys that the account has; sessions are read from their document each time.
    'server/lab/actors.ts Actors.#memories',
    // An address is written once an hour by each process instead of once an hour.
    'server/lab/progress/page-addresses.ts PageAddresses.#written',
    // Any process may sweep at any time, and each has its own log.
    'server/store/paces.ts paces > takes',
    'server/store/postgres.ts sometimes > toldAt',
    // Read from the store once, where all processes find the same key.
    'server/ssh/host.ts SshHost.#hostKey',
  ],
}

/** `iam-dojo lessons check`: one process that is its own server and client. */
const rehearsal: Kept = {
  reason: 'a client of the server, which starts one of its own',
  entries: [
    'server/rehearsal/browser.ts Browser.*',
    'server/rehearsal/learner.ts Learner.*',
    'server/rehearsal/stage.ts openStage > ahead',
    'server/rehearsal/stage.ts allEnded setTimeout()',
  ],
}

export const stays: readonly Kept[] = [
  ...[oneCall, oneConnection, ownBounds, ownThreads, versioned, underway, computed, building, ownLife, deadlines],
  ...[looks, leased, shells, onlySqlite, harmless, rehearsal],
]
