/** Files about several processes of one database, which `npm test` leaves to `npm run test:processes`. */
export const overPostgres: readonly string[] = [
  'test/lab/processes.test.ts',
  'test/lab/processes-ssh.test.ts',
  'test/records/two-processes.test.ts',
  'test/signin/two-processes.test.ts',
  'test/store/errands.test.ts',
  'test/store/leases.test.ts',
  'test/store/lost-answers.test.ts',
  'test/store/news.test.ts',
  'test/store/rings.test.ts',
  'test/wire/database-away.test.ts',
  'test/wire/two-processes.test.ts',
]
