export const rolePath = (name: string): string => `/iam/roles/${encodeURIComponent(name)}`
