export const userPath = (userName: string): string => `/iam/users/${encodeURIComponent(userName)}`
