import { randomBytes } from 'node:crypto'
import { exportAccount, importAccount } from './account-file.js'
import { CliError } from './cli-error.js'
import { ServerClient } from './client.js'
import { type ExportedKey, exportsOf } from './exports.js'
import { flags, URL_FLAG } from './flags.js'

/** `iam-dojo account create|list|reset|delete|export|import`. */
export async function account([name, ...args]: string[]): Promise<void> {
  if (name === 'create') return create(args)
  if (name === 'list') return list(args)
  if (name === 'reset' || name === 'delete') return change(name, args)
  if (name === 'export') return exportAccount(args)
  if (name === 'import') return importAccount(args)
  throw new CliError('Say which: iam-dojo account create | list | reset ID | delete ID | export ID | import FILE', 2)
}

interface SignedUp {
  accountId: string
  email: string
  signInUrl: string
  /** Where it was asked for. */
  rootAccessKey?: ExportedKey
}

async function create(args: string[]): Promise<void> {
  const { values } = flags(args, {
    ...URL_FLAG,
    name: { type: 'string', default: 'Example' },
    email: { type: 'string', default: `root-${randomBytes(4).toString('hex')}@example.com` },
    password: { type: 'string' },
    'account-id': { type: 'string' },
    json: { type: 'boolean', default: false },
    env: { type: 'boolean', default: false },
  })
  if (values.json && values.env) throw new CliError('Give --json or --env, not both.', 2)
  const password = values.password ?? generatedPassword()
  const server = new ServerClient(values.url)
  const wantsKey = values.json || values.env
  const {
    accountId,
    email,
    signInUrl,
    rootAccessKey: key,
  } = await server.json<SignedUp>(
    'POST',
    '/api/signin/sign-up',
    {
      email: values.email,
      password,
      accountName: values.name,
      rootAccessKey: wantsKey,
      ...(values['account-id'] === undefined ? {} : { accountId: values['account-id'] }),
    },
    // Then the account is the operator's own in the console too. Others may sign up as well, where that is open.
    'if-possible',
  )
  if (!wantsKey) {
    const shown = values.password === undefined ? password : 'as given'
    process.stdout.write(`Account   ${accountId}\nRoot user ${email}\nPassword  ${shown}\nSign in   ${signInUrl}\n`)
    return
  }
  if (!key) throw new CliError('The account was made, but its access key was not.')
  if (values.env) {
    process.stdout.write(exportsOf(server.url, key))
    process.stderr.write(`Account ${accountId}, root user ${email}. The key is shown this once.\n`)
    if (values.password === undefined) process.stderr.write(`Its root password, also shown this once: ${password}\n`)
    return
  }
  const { accessKeyId, secretAccessKey } = key
  process.stdout.write(`${JSON.stringify({ accountId, email, password, accessKeyId, secretAccessKey, signInUrl })}\n`)
}

/** 20 characters of all four classes. */
function generatedPassword(): string {
  return `${randomBytes(12).toString('base64url').replace(/[-_]/g, 'x')}-Aa7+`
}

async function list(args: string[]): Promise<void> {
  const { values } = flags(args, { ...URL_FLAG, json: { type: 'boolean', default: false } })
  const { accounts } = await new ServerClient(values.url).json<{
    accounts: { accountId: string; name: string; email: string }[]
  }>('GET', '/api/lab/accounts', undefined, true)
  if (values.json) process.stdout.write(`${JSON.stringify(accounts)}\n`)
  else for (const { accountId, email, name } of accounts) process.stdout.write(`${accountId}  ${email}  ${name}\n`)
}

async function change(how: 'reset' | 'delete', args: string[]): Promise<void> {
  const { values, positionals } = flags(args, URL_FLAG, 1)
  const [accountId] = positionals
  if (!accountId) throw new CliError(`Say which account: iam-dojo account ${how} 123456789012`, 2)
  const server = new ServerClient(values.url)
  const path = `/api/lab/accounts/${encodeURIComponent(accountId)}`
  if (how === 'delete') await server.json('DELETE', path, {}, true)
  else await server.json('POST', `${path}/reset`, {}, true)
  process.stdout.write(`Account ${accountId} is ${how === 'delete' ? 'deleted' : 'as new'}.\n`)
}
