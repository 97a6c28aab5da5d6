interface Help {
  title: string
  what: string
  why: string
  attack: string
}

/**
 * What the info panel says about each page of the navigation, and about the pages below it, in three short parts. Only the
 * panel loads these texts; the table of pages has their names.
 */
export const HELP = {
  home: {
    title: 'Console Home',
    what: 'This is the first page after sign-in, for everyone who can sign in. It leads to the services and to your next lesson.',
    why: 'The page calls no service, so nobody needs a permission to see it. The first thing that you open shows what you’re allowed to do.',
    attack:
      'Attackers who get in start here too, and look at each service until they find something that they’re allowed to do.',
  },
  services: {
    title: 'All services',
    what: 'AWS has more than 200 services. This page lists those that IAM guides name, and says which ones are here.',
    why: 'Each service has actions of its own, such as ec2:RunInstances. Policies allow or deny these actions.',
    attack: 'A key that only needs one service but allows all of them is worth much more to a thief.',
  },
  cheatSheet: {
    title: 'Cheat sheet',
    what: 'One page with the recap of each lesson that you completed, and your own notes. You can print it or download it.',
    why: 'You remember what you put in your own words much longer than what you only read.',
    attack:
      'Attackers search notes, wikis, and chats for secrets first. Write down where a secret is, never the secret itself.',
  },
  terms: {
    title: 'AWS terms',
    what: 'The words of AWS that the lessons use, each in one or two sentences. In a lesson, a dotted line marks such a word.',
    why: 'The console, the CLI, and error messages use exactly these words. If you know them, you find the right page and the right fix.',
    attack: 'Attackers use mix-ups. Somebody who takes a secret access key for an ordinary ID pastes it into a chat.',
  },
  account: {
    title: 'Account',
    what: 'The account itself: its ID, its name, and the root user’s email address and password.',
    why: 'AWS sends security notices and password resets to the root user’s email address. If its owner has left, nobody can answer them.',
    attack: 'Anyone who can read root’s mailbox can set a new root password. MFA for root stops them.',
  },
  dashboard: {
    title: 'Dashboard',
    what: 'The dashboard shows what a security engineer would fix first, and how many users, groups, roles, and policies there are.',
    why: 'Most break-ins use something that nobody ever secured, such as a root user without MFA or a forgotten key.',
    attack: 'Attackers who get in look here too. If root has no MFA, they know that one stolen password is enough.',
  },
  users: {
    title: 'Users',
    what: 'An IAM user is a person or program with long-term credentials of its own: a console password or access keys.',
    why: 'If each person has their own user, you can see who did what. When somebody leaves, you remove exactly one user.',
    attack:
      'Attackers create users too. A new user with an ordinary name and AdministratorAccess still works after you change every password.',
  },
  groups: {
    title: 'User groups',
    what: 'A group gives its policies to all its members. It isn’t an identity: nobody can sign in as a group.',
    why: 'Permissions that belong to a job rather than to a person can be reviewed in one place, and change with the membership.',
    attack: 'Anyone who is allowed to call iam:AddUserToGroup on an administrators’ group can become an administrator.',
  },
  roles: {
    title: 'Roles',
    what: 'A role has permissions, and a trust policy that says who can use them. Its credentials expire on their own. A service-linked role belongs to one AWS service.',
    why: 'You don’t have to rotate credentials that expire, and nobody can find a credential that you don’t store.',
    attack:
      'A trust policy that names *, or an account with many users, is an open door. Anyone with sts:AssumeRole on * can go through all of these doors.',
  },
  policies: {
    title: 'Policies',
    what: 'A policy is JSON with statements: an effect, actions, resources, and conditions. Anything that no statement allows is denied. An explicit Deny always wins.',
    why: 'Allow only what the work needs (least privilege): a thief can’t do more than the stolen credential allows.',
    attack:
      'Users who are allowed iam:CreatePolicyVersion, PutUserPolicy, or AttachUserPolicy on their own policies can make themselves administrators.',
  },
  providers: {
    title: 'Identity providers',
    what: 'A provider outside AWS confirms the identity of people or programs with signed tokens, and a role here trusts it.',
    why: 'People need no second password, and programs store no key. A build job, for example, gets credentials for a few minutes.',
    attack: 'A trust policy that checks the audience but not the subject lets in every project of the same provider.',
  },
  accountSettings: {
    title: 'Account settings',
    what: 'The password policy sets the rules for the passwords of IAM users. It doesn’t apply to root or to access keys.',
    why: 'The length of a password decides how long guessing takes. Rules about characters matter less than they seem.',
    attack: 'Attackers first try lists of leaked passwords. Those lists contain the short passwords that follow every rule.',
  },
  ownCredentials: {
    title: 'My security credentials',
    what: 'This page shows your own password, MFA devices, and access keys. Do you follow a guide from 2022 or earlier? Choose 2022 console in the settings (the gear in the top bar): access keys then look and work as they did.',
    why: 'MFA makes a stolen password useless, and a key that doesn’t exist can’t leak.',
    attack:
      'Attackers find keys in public repositories within minutes of a push, and use fake sign-in pages to steal passwords.',
  },
  accessAnalyzer: {
    title: 'Access Analyzer',
    what: 'Access Analyzer is a service next to IAM that analyzes policies. It shows who can get in from outside, and which access nobody uses.',
    why: 'A single policy is easy to read, but it’s hard to see what all policies allow together.',
    attack: 'A role that trusts a stranger’s account, or everybody, is a door that stays open even after you rotate every key.',
  },
  credentialReport: {
    title: 'Credential report',
    what: 'The report lists every user’s credentials and how old they are, for reviews and audits.',
    why: 'A credential that nobody has used for months is a risk without a benefit.',
    attack: 'The report names every user without MFA, so iam:GetCredentialReport shows an intruder where to begin.',
  },
  simulator: {
    title: 'Policy simulator',
    what: 'The simulator asks the policy engine what it would decide, without doing anything.',
    why: 'A policy is a program: test it before it runs.',
    attack: 'Intruders simulate too. They learn what a stolen key can do without a single refused call.',
  },
  cloudTrail: {
    title: 'CloudTrail',
    what: 'CloudTrail records the calls to an AWS account. The event history has those of the last 90 days.',
    why: 'The event history is on from the first day, and nobody can turn it off or change it.',
    attack: 'At AWS, intruders often stop or delete a trail first. Their own StopLogging call stays in the event history.',
  },
  ec2: {
    title: 'EC2',
    what: 'EC2 runs virtual servers, called instances. Each instance, key pair, and security group belongs to one Region, which you choose in the top bar.',
    why: 'Two kinds of credentials meet here. IAM decides who can call EC2’s API, and a key pair decides who can connect to an instance by SSH.',
    attack:
      'Attackers with a stolen access key often launch instances to mine coins, in Regions that nobody looks at. The event history of each Region shows them.',
  },
  instances: {
    title: 'Instances',
    what: 'An instance is a virtual server. It starts from an image, gets a private and a public address, and runs until you stop or terminate it.',
    why: 'Give an instance a role, and its programs get credentials that expire. Nobody has to copy an access key to it.',
    attack:
      'Anyone who runs code on an instance can ask the metadata service for its role’s credentials. IMDSv2 makes that harder from outside.',
  },
  securityGroups: {
    title: 'Security groups',
    what: 'A security group is a firewall around instances. Its inbound rules say which addresses can reach which ports.',
    why: 'A key pair proves who connects. A security group keeps everybody else from even trying.',
    attack: 'Attackers scan the whole internet for port 22. A rule for 0.0.0.0/0 lets all of them knock.',
  },
  keyPairs: {
    title: 'Key pairs',
    what: 'A key pair opens SSH on an instance. AWS puts the public key on the instance at launch, and you keep the private key.',
    why: 'Nobody can guess a private key, and connecting never sends it. If you lose it, AWS can’t give it back.',
    attack:
      'Anyone who copies the .pem file can connect. Deleting the key pair in EC2 doesn’t stop them: remove the public key from the instance.',
  },
  eventHistory: {
    title: 'Event history',
    what: 'The event history records who called what, when, from where, and with which result.',
    why: 'Without a record, you can’t know what a leaked key was used for.',
    attack: 'The first calls with a stolen key are often GetCallerIdentity, ListUsers, and refused attempts. Look for them.',
  },
} satisfies Record<string, Help>

export type HelpId = keyof typeof HELP
