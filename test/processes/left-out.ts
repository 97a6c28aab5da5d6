/** What `npm run test:processes` doesn't run, and why. A room that comes later is in the run without a line here. */
export interface LeftOut {
  file: string
  /** One test of the file, by its name and those of the suites around it: `suite > test`. Without it, the whole file. */
  test?: string
  reason: string
}

const files = (reason: string, ...names: string[]): LeftOut[] => names.map((file) => ({ file, reason }))

export const leftOut: readonly LeftOut[] = [
  ...files(
    'looks at a SQLite file after each statement; test/processes/built kills processes over PostgreSQL',
    'test/crash/crash.test.ts',
  ),
  {
    file: 'test/lab/progress.test.ts',
    test: 'what was done once > shows a step that was done before the server was killed, though nothing is done after it',
    reason: 'leaves a SQLite file as a kill does; test/lab/processes has the same of a process over PostgreSQL',
  },
  ...files('speaks TLS to the server itself; the proxy in front of two speaks plain HTTP', 'test/http/tls-door.test.ts'),
  ...files('looks at a SQLite file; test/classroom/processes has the same over PostgreSQL', 'test/classroom/delete.test.ts'),
  ...files("fills the disk under SQLite's file; PostgreSQL's disk is not ours", 'test/crash/disk-full.test.ts'),
  ...files(
    'runs over both engines in npm test, with stores of its own',
    'test/store/sequences.test.ts',
    'test/wire/statements.test.ts',
  ),
  {
    file: 'test/http/traffic.test.ts',
    test: 'the wire > refuses half-sent bodies that are too many with AWS’s own code, serves others, and logs no error',
    reason: 'fills the memory that one process has for bodies; two have twice as much, as decision 37 says',
  },
  {
    file: 'test/ssh/behind-proxy.test.ts',
    test: 'SSH connections of a proxy that names its clients > are told apart: a crowd of one client turns out nobody else',
    reason: 'counts the sockets that wait at one process; two let twice as many wait, as decision 37 says',
  },
  ...files(
    'runs over two built processes in npm run test:built',
    'test/clients/absent-services.test.ts',
    'test/clients/boto3.test.ts',
    'test/clients/cli-roles.test.ts',
    'test/clients/cli.test.ts',
    'test/clients/examples.test.ts',
    'test/clients/lifecycle.test.ts',
    'test/clients/sdk.test.ts',
    'test/processes/built/ssh.test.ts',
  ),
  // The whole run is to end within ten minutes on two cores. These look at many pages, but make no call that the
  // suites of the wire, the sign-in, and the other pages don't make.
  ...files(
    'looks at pages: their size, names, and contrast',
    'test/browser/every-page.test.ts',
    'test/browser/every-size.test.ts',
    'test/browser/picking.test.ts',
    'test/browser/shell.test.ts',
  ),
  ...files(
    'the same calls as in test/iam, test/ec2, and test/wire, by pages',
    'test/browser/console.test.ts',
    'test/browser/ec2.test.ts',
    'test/browser/policies.test.ts',
    'test/browser/reports.test.ts',
    'test/browser/roles-and-policies.test.ts',
    'test/browser/users.test.ts',
  ),
  ...files('signs in as test/browser/main-path does, and goes on with calls of test/iam', 'test/browser/journey.test.ts'),
  ...files('keeps what it has in the browser alone', 'test/browser/phone.test.ts', 'test/browser/terminal.test.ts'),
  ...files('sends and takes the files of test/lab/account-file, by a page', 'test/browser/account-file.test.ts'),
  ...files('skipped in npm test, too, unless WHOLE_COURSE is set', 'test/browser/whole-course.test.ts'),
]
