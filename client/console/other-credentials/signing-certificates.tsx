import { type CredentialOwner, userNameOf } from '../queries/owner.js'
import { signingCertificatesQuery } from '../queries/signing-certificates.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { type Credential, CredentialTable } from './credential-table.js'
import { texts } from './texts.js'
import { UploadDialog } from './upload-dialog.js'

/** The section “X.509 signing certificates”, of a user or of root. */
export function SigningCertificates({ owner }: { owner: CredentialOwner }) {
  const who = userNameOf(owner)
  const query = useIamQuery(signingCertificatesQuery(owner))
  const rows = query.data?.map(
    ({ CertificateId = '', Status = '', UploadDate }): Credential => ({ id: CertificateId, status: Status, date: UploadDate }),
  )
  return (
    <CredentialTable
      words={texts.certificates}
      dateLabel={texts.uploaded}
      query={{ ...query, data: rows }}
      update={(iam, CertificateId, Status) => iam.updateSigningCertificate({ ...who, CertificateId, Status })}
      remove={(iam, CertificateId) => iam.deleteSigningCertificate({ ...who, CertificateId })}
      add={(close) => (
        <UploadDialog
          header={texts.certificates.add}
          hint={texts.certificates.hint}
          send={(iam, CertificateBody) => iam.uploadSigningCertificate({ ...who, CertificateBody })}
          onClose={close}
        />
      )}
    />
  )
}
