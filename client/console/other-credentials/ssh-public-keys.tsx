import { allPages } from '../queries/pages.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { type Credential, CredentialTable } from './credential-table.js'
import { texts } from './texts.js'
import { UploadDialog } from './upload-dialog.js'

/** The section “SSH public keys for AWS CodeCommit”. */
export function SshPublicKeys({ userName: UserName }: { userName: string }) {
  const query = useIamQuery<Credential[]>({
    key: ['user', UserName, 'ssh-public-keys'],
    load: async (iam) => {
      const found = await allPages(
        (marker) => iam.listSSHPublicKeys({ ...marker, UserName }),
        (page) => page.SSHPublicKeys,
      )
      return found.map(({ SSHPublicKeyId = '', Status = '', UploadDate }) => ({
        id: SSHPublicKeyId,
        status: Status,
        date: UploadDate,
      }))
    },
  })
  return (
    <CredentialTable
      words={texts.sshKeys}
      dateLabel={texts.uploaded}
      query={query}
      update={(iam, SSHPublicKeyId, Status) => iam.updateSSHPublicKey({ UserName, SSHPublicKeyId, Status })}
      remove={(iam, SSHPublicKeyId) => iam.deleteSSHPublicKey({ UserName, SSHPublicKeyId })}
      add={(close) => (
        <UploadDialog
          header={texts.sshKeys.add}
          hint={texts.sshKeys.hint}
          send={(iam, SSHPublicKeyBody) => iam.uploadSSHPublicKey({ UserName, SSHPublicKeyBody })}
          onClose={close}
        />
      )}
    />
  )
}
