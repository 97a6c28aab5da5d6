export const groupPath = (name: string): string => `/iam/groups/${encodeURIComponent(name)}`
