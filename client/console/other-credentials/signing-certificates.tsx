import { type CredentialOwner, ownerKey, userNameOf } from '../queries/owner.js'
import { allPages } from '../queries/pages.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { type Credential, CredentialTable } from './credential-table.js'
import { texts } from './texts.js'
import { UploadDialog } from './upload-dialog.js'

/** The section “X.509 signing certificates”, of a user or of root. */
export function SigningCertificates({ owner }: { owner: CredentialOwner }) {
  const who = userNameOf(owner)
  const query = useIamQuery<Credential[]>({
    key: [...ownerKey(owner), 'signing-certificates'],
    load: async (iam) => {
      const found = await allPages(
        (marker) => iam.listSigningCertificates({ ...marker, ...who }),
        (page) => page.Certificates,
      )
      return found.map(({ CertificateId = '', Status = '', UploadDate }) => ({
        id: CertificateId,
        status: Status,
        date: UploadDate,
      }))
    },
  })
  return (
    <CredentialTable
      words={texts.certificates}
      dateLabel={texts.uploaded}
      query={query}
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
