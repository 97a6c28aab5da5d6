import { accountEntity } from '../account/account.js'
import { entityAlreadyExists, noSuchEntity } from '../aws/aws-error.js'
import { operation, query } from '../runner/operation.js'

/**
 * Sets the account's alias, which is unique among all accounts; a new alias replaces the old one. Errors:
 * EntityAlreadyExists.
 * Source: IAM API Reference, "CreateAccountAlias"; message from a public AWS test.
 */
export const CreateAccountAlias = operation('iam', 'CreateAccountAlias', {
  needs: () => ({ resource: '*' }),
  handle({ account, input }) {
    const entity = accountEntity(account)
    const { AccountAlias: alias } = input
    if (entity.alias === alias) return
    if (entity.alias !== undefined) account.release({ kind: 'alias', value: entity.alias })
    account.claim({ kind: 'alias', value: alias }, () => entityAlreadyExists(`The account alias ${alias} already exists.`))
    account.put('Account', { ...entity, alias })
  },
})

/** Lists the account's alias, if it has one. Source: IAM API Reference, "ListAccountAliases". */
export const ListAccountAliases = query('iam', 'ListAccountAliases', {
  needs: () => ({ resource: '*' }),
  handle({ account }) {
    const { alias } = accountEntity(account)
    return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false }
  },
})

/** Deletes the account's alias. Errors: NoSuchEntity. Source: IAM API Reference, "DeleteAccountAlias". */
export const DeleteAccountAlias = operation('iam', 'DeleteAccountAlias', {
  needs: () => ({ resource: '*' }),
  handle({ account, input }) {
    const { alias, ...entity } = accountEntity(account)
    if (alias !== input.AccountAlias) throw noSuchEntity(`The account alias ${input.AccountAlias} does not exist.`)
    account.release({ kind: 'alias', value: alias })
    account.put('Account', entity)
  },
})

export const accountAliasOperations = [CreateAccountAlias, ListAccountAliases, DeleteAccountAlias]
