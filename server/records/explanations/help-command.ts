/** The reference that the aws command brings along: `aws iam create-user help`. */
export const helpCommand = ({ service, name }: { service: string; name: string }): string =>
  `aws ${service} ${name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()} help`
