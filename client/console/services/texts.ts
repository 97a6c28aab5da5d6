export const texts = {
  all: 'All services',
  allText: 'Services by category. Each one says whether it’s here.',
  find: 'Find a service',
  clear: 'Clear',
  found: (count: number) => (count === 1 ? '1 service' : `${count} services`),
  noMatch: 'No services found',
  coming: 'Coming later',
  absent: 'Not here',
  notHere: (title: string) => `${title} isn’t here`,
  notHereText:
    'IAM Dojo simulates IAM, STS, CloudTrail’s event history, and a small part of EC2. A guide’s step in this service can’t work here.',
  comingHeader: (title: string) => `${title} isn’t here yet`,
  comingText:
    'A later version of IAM Dojo brings the parts that IAM lessons need. Until then, a guide’s step in this service can’t work.',
  meanwhile: 'What you can do meanwhile',
  meanwhileText:
    'You can already write policies that allow or deny this service’s actions, and test them in the policy simulator.',
  createPolicy: 'Create policy',
  simulator: 'Policy simulator',
  backToIam: 'IAM dashboard',
  wire: 'What the CLI and SDKs get',
  wireText: (scope: string) =>
    `The server refuses each call that is signed for “${scope}” with status 501 and the code NotImplemented. It changes nothing. For example:`,
  example: (command: string, operation: string, sentence: string) =>
    `$ ${command}\n\nAn error occurred (NotImplemented) when calling the ${operation} operation: ${sentence}`,
  account: 'Your account',
  accountId: 'Account ID',
}
