import { randomBytes } from 'node:crypto'
import { oneLine, visibleJson } from '../account/visible-text.js'
import { exportAccount, importAccount } from './account-file.js'
import { CliError } from './cli-error.js'
import { ServerClient } from './client.js'
import { COMMANDS } from './commands.js'
import { type ExportedKey, exportsOf } from './exports.js'
import { flags } from './flags.js'
import { print, tell } from './output.js'

/** `iam-dojo account create|list|reset|reset-password|delete|export|import`. */
export async function account([name, ...args]: string[]): Promise<void> {
  if (name === 'create') return create(args)
  if (name === 'list') return list(args)
  if (name === 'reset' || name === 'delete') return change(name, args)
  if (name === 'reset-password') return resetPassword(args)
  if (name === 'export') return exportAccount(args)
  if (name === 'import') return importAccount(args)
  throw new CliError(
    'Usage: iam-dojo account create | list | reset ID | reset-password ID | delete ID | export ID | import FILE',
    2,
  )
}

interface SignedUp {
  accountId: string
  email: string
  signInUrl: string
  /** Where it was asked for. */
  rootAccessKey?: ExportedKey
}

async function create(args: string[]): Promise<void> {
  const { values } = flags(args, COMMANDS.createAccount.flags)
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
      email: values.email ?? `root-${randomBytes(4).toString('hex')}@example.com`,
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
    print(`Account   ${accountId}\nRoot user ${oneLine(email)}\nPassword  ${shown}\nSign in   ${signInUrl}`)
    return
  }
  if (!key)
    throw new CliError(`Account ${accountId} was created, but its access key wasn't. Delete it, and create another one.`)
  if (values.env) {
    print(exportsOf(server.server, key))
    tell(`Account ${accountId}, root user ${oneLine(email)}. The key is shown only this once.`)
    if (values.password === undefined) tell(`Its root password, also shown only this once: ${password}`)
    return
  }
  const { accessKeyId, secretAccessKey } = key
  print(visibleJson({ accountId, email, password, accessKeyId, secretAccessKey, signInUrl }))
}

/** 20 characters of all four classes. */
function generatedPassword(): string {
  return `${randomBytes(12).toString('base64url').replace(/[-_]/g, 'x')}-Aa7+`
}

async function list(args: string[]): Promise<void> {
  const { values } = flags(args, COMMANDS.listAccounts.flags)
  const { accounts } = await new ServerClient(values.url).json<{
    accounts: { accountId: string; name: string; email: string }[]
  }>('GET', '/api/lab/accounts', undefined, true)
  if (values.json) print(visibleJson(accounts))
  else for (const { accountId, email, name } of accounts) print(`${accountId}  ${oneLine(email)}  ${oneLine(name)}`)
}

async function change(how: 'reset' | 'delete', args: string[]): Promise<void> {
  const { values, positionals } = flags(args, COMMANDS[`${how}Account`].flags, 1)
  const [accountId] = positionals
  if (!accountId) throw new CliError(`Say which account: iam-dojo account ${how} 123456789012`, 2)
  const server = new ServerClient(values.url)
  const path = `/api/lab/accounts/${encodeURIComponent(accountId)}`
  if (how === 'delete') await server.json('DELETE', path, {}, true)
  else await server.json('POST', `${path}/reset`, {}, true)
  print(`Account ${accountId} was ${how === 'delete' ? 'deleted' : 'reset'}.`)
}

/** For a forgotten root password, as AWS's mail would. The operator's token stands for the mailbox. */
async function resetPassword(args: string[]): Promise<void> {
  const { values, positionals } = flags(args, COMMANDS.resetPassword.flags, 1)
  const [accountId] = positionals
  if (!accountId) throw new CliError('Say which account: iam-dojo account reset-password 123456789012', 2)
  const path = `/api/lab/accounts/${encodeURIComponent(accountId)}/root-password`
  const server = new ServerClient(values.url)
  const { email, password } = await server.json<{ email: string; password: string }>('POST', path, {}, true)
  print(`Root user ${oneLine(email)}\nPassword  ${password}`)
  tell("The password is shown only this once. Root's sessions have ended. If root has an MFA device, it's still asked for.")
}
