export const PROVIDERS_PATH = '/iam/identity-providers'

export const providerPath = (arn: string): string => `${PROVIDERS_PATH}/${encodeURIComponent(arn)}`

/** `arn:aws:iam::<account>:oidc-provider/…`; the others are SAML's. */
export const isOidc = (arn: string): boolean => arn.includes(':oidc-provider/')
