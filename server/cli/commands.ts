/** Where a server is, unless it is told otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:4600'

/** What the parser takes, and the flag's line in the help text. */
interface Flag {
  type: 'string' | 'boolean'
  multiple?: boolean
  default?: string | boolean
  /** How the help text names its value. */
  value?: string
  about: string
}

export interface Command {
  /** As it is typed, without its flags. */
  usage: string
  about: string
  flags: Readonly<Record<string, Flag>>
}

/** `--url`, else IAM_DOJO_URL, else the default address. */
const url = {
  type: 'string',
  default: process.env.IAM_DOJO_URL ?? DEFAULT_URL,
  value: 'URL',
  about: 'the server to talk to',
} as const

/** The commands with their flags: what they take and what `iam-dojo help` says come from here. */
export const COMMANDS = {
  serve: {
    usage: '[serve]',
    about: `start the server (default: ${DEFAULT_URL})`,
    flags: {
      port: { type: 'string', default: '4600', value: 'N', about: 'listen on another port; 0 takes a free one' },
      host: {
        type: 'string',
        value: 'ADDRESS',
        about: 'listen on another address, such as 0.0.0.0 for all; other machines need --tls, a proxy, or --insecure',
      },
      name: {
        type: 'string',
        multiple: true,
        value: 'NAME',
        about: 'a host name or address of the server that the machine itself does not know; you can give this more than once',
      },
      tls: {
        type: 'boolean',
        default: false,
        about: 'use https, with certificates of an authority that the server makes at its first start',
      },
      'tls-cert': { type: 'string', value: 'FILE', about: 'use https, with this certificate and its chain in PEM' },
      'tls-key': { type: 'string', value: 'FILE', about: 'the private key of --tls-cert, in PEM' },
      'public-url': {
        type: 'string',
        value: 'URL',
        about: 'the address of the proxy in front of the server, such as https://dojo.example; it has no path',
      },
      'trust-proxy': {
        type: 'string',
        multiple: true,
        value: 'CIDR',
        about: 'believe what proxies at these addresses say about their clients; separate several with commas',
      },
      'ssh-proxy-protocol': {
        type: 'boolean',
        default: false,
        about: 'those proxies begin each SSH connection with the PROXY protocol (version 1)',
      },
      'public-ssh-port': { type: 'string', value: 'N', about: 'the port on which the proxy takes SSH logins' },
      insecure: { type: 'boolean', default: false, about: 'accept plain HTTP on an address that other machines reach' },
      data: { type: 'string', value: 'DIR', about: 'keep accounts in this folder (default: your data folder)' },
      database: {
        type: 'string',
        value: 'URL',
        about: 'keep accounts in this PostgreSQL database, which other servers may share; needs a master key',
      },
      'key-file': { type: 'string', value: 'FILE', about: "the database's master key: 32 bytes in Base64" },
      ephemeral: {
        type: 'boolean',
        default: false,
        about: 'keep everything in memory; nothing is left when the server stops',
      },
      open: { type: 'boolean', default: false, about: 'also open the address that makes a browser yours' },
      'accept-loss': { type: 'boolean', default: false, about: 'start even if a crash or damage lost the last changes' },
      'no-sign-up': { type: 'boolean', default: false, about: "don't let anyone create an account in the browser" },
      lessons: {
        type: 'string',
        multiple: true,
        value: 'DIR',
        about: "add a folder of lessons after the course's; you can give this more than once",
      },
      'ssh-port': {
        type: 'string',
        value: 'N',
        about: 'take SSH logins to instances on this port (default: 4622; a free one with --port 0)',
      },
      'no-ssh': { type: 'boolean', default: false, about: "don't take SSH logins" },
      'bcrypt-cost': {
        type: 'string',
        value: 'N',
        about: 'hash passwords with this cost (4 to 15, default: 12, or 10 in a classroom); below 10 is for tests only',
      },
      classroom: {
        type: 'boolean',
        default: false,
        about: 'hold classes: learners join with a code, and you see how they get on',
      },
      'instructor-file': {
        type: 'string',
        value: 'FILE',
        about: "the first instructor's name and password, in two lines (default: ask for them)",
      },
      'address-rate': {
        type: 'string',
        value: 'N',
        about: 'answer this many requests a second from one address (default: 200; in a classroom: 4000)',
      },
      'account-rate': {
        type: 'string',
        value: 'N',
        about: 'answer this many calls a second of one account (default: no limit; in a classroom: 50)',
      },
    },
  },
  open: {
    usage: 'open',
    about: 'print a new address that makes a browser yours; it works once, within 10 minutes',
    flags: { url, browser: { type: 'boolean', default: false, about: 'open it, too' } },
  },
  createAccount: {
    usage: 'account create',
    about: 'create an account on the running server',
    flags: {
      url,
      name: { type: 'string', default: 'Example', value: 'TEXT', about: 'its name' },
      email: { type: 'string', value: 'ADDRESS', about: 'the email address of its root user' },
      password: { type: 'string', value: 'TEXT', about: 'the password of its root user' },
      'account-id': { type: 'string', value: '12DIGITS', about: 'its account ID' },
      json: {
        type: 'boolean',
        default: false,
        about: 'for scripts: also create a root access key, and print one JSON object',
      },
      env: { type: 'boolean', default: false, about: 'also create a root access key, and print its exports once' },
    },
  },
  listAccounts: {
    usage: 'account list',
    about: 'list the accounts of the running server',
    flags: { url, json: { type: 'boolean', default: false, about: 'for scripts: print them as JSON' } },
  },
  resetAccount: { usage: 'account reset ID', about: 'set an account back to how it began', flags: { url } },
  resetPassword: {
    usage: 'account reset-password ID',
    about: "give the account's root user a new password, and print it once",
    flags: { url },
  },
  deleteAccount: { usage: 'account delete ID', about: 'delete an account with everything in it', flags: { url } },
  exportAccount: {
    usage: 'account export ID > FILE',
    about: 'save an account with its history and progress; asks for a passphrase to encrypt it',
    flags: { url },
  },
  importAccount: {
    usage: 'account import FILE',
    about: 'restore the account, here or on another server',
    flags: { url, replace: { type: 'boolean', default: false, about: 'replace the account if it is already there' } },
  },
  clock: {
    usage: 'clock',
    about: "move an account's clock forward",
    flags: {
      url,
      account: { type: 'string', value: 'ID', about: 'the account' },
      forward: { type: 'string', value: '90d', about: 'how far (s, m, h, d)' },
    },
  },
  classroomPassword: {
    usage: 'classroom password NAME',
    about: 'set a new password for an instructor or assistant who lost theirs',
    flags: { url },
  },
  explain: {
    usage: 'explain REQUEST-ID',
    about: 'show why a request was refused, and what to do',
    flags: {
      url,
      last: { type: 'boolean', default: false, about: 'the last request instead of REQUEST-ID' },
      account: { type: 'string', value: 'ID', about: 'only requests of this account' },
      json: { type: 'boolean', default: false, about: 'for scripts: print the explanation as JSON' },
    },
  },
  checkLessons: {
    usage: 'lessons check [DIR]',
    about: 'read a folder of lessons, and play the solution and mistakes of each',
    flags: { only: { type: 'string', value: 'ID', about: 'only this lesson' } },
  },
  env: {
    usage: 'env',
    about: 'print the endpoint, region, and config files for the aws CLI and SDKs',
    flags: { url },
  },
} satisfies Record<string, Command>
