import { SINGLETON } from '../account/entities.js'
import { noSuchEntity } from '../aws/aws-error.js'
import { operation, query } from '../runner/operation.js'

/**
 * Replaces the account's whole password policy: every omitted field goes back to its default.
 * Source: IAM API Reference, "UpdateAccountPasswordPolicy".
 */
export const UpdateAccountPasswordPolicy = operation('iam', 'UpdateAccountPasswordPolicy', {
  needs: () => ({ resource: '*' }),
  handle({ account, input }) {
    account.put('AccountPasswordPolicy', {
      minimumPasswordLength: input.MinimumPasswordLength ?? 6,
      requireSymbols: input.RequireSymbols ?? false,
      requireNumbers: input.RequireNumbers ?? false,
      requireUppercaseCharacters: input.RequireUppercaseCharacters ?? false,
      requireLowercaseCharacters: input.RequireLowercaseCharacters ?? false,
      allowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
      maxPasswordAge: input.MaxPasswordAge ?? 0,
      passwordReusePrevention: input.PasswordReusePrevention ?? 0,
      ...(input.HardExpiry === undefined ? {} : { hardExpiry: input.HardExpiry }),
    })
  },
})

/**
 * Returns the custom password policy; NoSuchEntity if the default policy applies. Switches that were never set are false,
 * but HardExpiry is left out, like the numbers.
 * Source: "GetAccountPasswordPolicy"; recorded replies.
 */
export const GetAccountPasswordPolicy = query('iam', 'GetAccountPasswordPolicy', {
  needs: () => ({ resource: '*' }),
  handle({ account }) {
    const policy = account.get('AccountPasswordPolicy', SINGLETON)
    if (!policy) throw noSuchEntity(`The Password Policy with domain name ${account.accountId} cannot be found.`)
    return {
      PasswordPolicy: {
        MinimumPasswordLength: policy.minimumPasswordLength,
        RequireSymbols: policy.requireSymbols,
        RequireNumbers: policy.requireNumbers,
        RequireUppercaseCharacters: policy.requireUppercaseCharacters,
        RequireLowercaseCharacters: policy.requireLowercaseCharacters,
        AllowUsersToChangePassword: policy.allowUsersToChangePassword,
        ExpirePasswords: policy.maxPasswordAge > 0,
        ...(policy.maxPasswordAge > 0 ? { MaxPasswordAge: policy.maxPasswordAge } : {}),
        ...(policy.passwordReusePrevention > 0 ? { PasswordReusePrevention: policy.passwordReusePrevention } : {}),
        ...(policy.hardExpiry === undefined ? {} : { HardExpiry: policy.hardExpiry }),
      },
    }
  },
})

/**
 * Goes back to the default password policy. Errors: NoSuchEntity.
 * Source: "DeleteAccountPasswordPolicy"; AWS PowerShell reference.
 */
export const DeleteAccountPasswordPolicy = operation('iam', 'DeleteAccountPasswordPolicy', {
  needs: () => ({ resource: '*' }),
  handle({ account }) {
    if (!account.get('AccountPasswordPolicy', SINGLETON)) {
      throw noSuchEntity('The account policy with name PasswordPolicy cannot be found.')
    }
    account.delete('AccountPasswordPolicy', SINGLETON)
  },
})

export const passwordPolicyOperations = [UpdateAccountPasswordPolicy, GetAccountPasswordPolicy, DeleteAccountPasswordPolicy]
