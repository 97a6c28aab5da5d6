import { type Tell, telling } from './tell.js'

const other = telling('other')

/** Refused web identity tokens, and what is wrong with OpenID Connect and SAML providers, by the private reason. */
export const IDENTITY_PROVIDER_REFUSALS = {
  'no-jwt': other(
    'The web identity token can’t be read as a JSON Web Token (JWT).',
    'The token is a signed JWT with an issuer (iss) that is a URL. An OAuth access token often isn’t one.',
    'Pass the ID token of the provider, whole and without line breaks.',
  ),
  'unknown-provider': other(
    'The account has no OpenID Connect provider for the token’s issuer.',
    'An account trusts only the providers that it has created, by their URL.',
    'Compare the token’s iss claim with the account’s providers: aws iam list-open-id-connect-providers',
  ),
  'no-keys': other(
    'The server couldn’t get the provider’s keys.',
    'STS verifies a token with the keys that the provider publishes at /.well-known/openid-configuration. This simulator asks only providers on this machine (loopback).',
    'Check that the provider runs, and that its configuration names a jwks_uri.',
  ),
  'token-expired': other(
    'The web identity token has expired.',
    'A token is valid until its exp claim, by the real clock.',
    'Get a new token from the provider.',
  ),
  'token-invalid': ({ facts }) => ({
    kind: 'other',
    summary: 'The web identity token’s signature or claims aren’t valid.',
    rule: 'The provider’s current keys must verify the signature, and the issuer and the times must be right.',
    state: facts?.check === undefined ? [] : [`The check that failed: ${facts.check}.`],
    wayOut: ['Get a new token from the provider, and pass it unchanged.'],
  }),
  audience: other(
    'The token is for a different audience.',
    'The token’s aud claim must be one of the client IDs (audiences) of the OpenID Connect provider in the account.',
    'Add the client ID: aws iam add-client-id-to-open-id-connect-provider',
    'Or ask the provider for a token with the right audience.',
  ),
  subject: other(
    'The token doesn’t say who it’s for.',
    'STS needs a sub claim, which names the identity at the provider.',
    'Pass the provider’s ID token.',
  ),
  algorithm: other(
    'This simulator signs such tokens only with ES384.',
    'AWS offers RS256 and ES384.',
    'Call again with --signing-algorithm ES384.',
  ),
  'saml-not-simulated': other(
    'This simulator doesn’t verify SAML assertions.',
    'AWS verifies an assertion with the certificate in the provider’s metadata.',
    'Practice federation with AssumeRoleWithWebIdentity.',
  ),
  metadata: other(
    'The document isn’t SAML metadata of an identity provider.',
    'It needs an EntityDescriptor with an IDPSSODescriptor.',
    'Download the metadata from the identity provider again, and pass it unchanged.',
  ),
  'private-key': other(
    'The private key can’t be read.',
    'A key that decrypts assertions is in PEM format (PKCS #1 or PKCS #8) and has no passphrase.',
    'Check the file. If you pass a file, write file://key.pem.',
  ),
} satisfies Record<string, Tell>
