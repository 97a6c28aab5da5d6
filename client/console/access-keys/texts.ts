export const texts = {
  title: 'Access keys',
  description:
    'Programs use access keys to sign their calls to AWS: the CLI, an SDK, or your own code. You can have two keys, active or not.',
  create: 'Create access key',
  limitReached: 'You already have two keys, and inactive ones count. Delete one first.',
  emptyTitle: 'No access keys',
  emptyText: 'As a best practice, use credentials that expire. Create a long-term key only if nothing else works.',
  actions: 'Actions',
  actionsOf: (id: string) => `Actions for ${id}`,
  deactivate: 'Deactivate',
  activate: 'Activate',
  delete: 'Delete',
  editDescription: 'Edit description',
  fields: {
    description: 'Description',
    status: 'Status',
    lastUsed: 'Last used',
    created: 'Created',
    lastUsedRegion: 'Last used region',
    lastUsedService: 'Last used service',
  },
  noDescription: '–',
  save: 'Save',
  active: 'Active',
  inactive: 'Inactive',
  never: 'Never',
  notAvailable: 'N/A',
  keyId: 'access key ID',

  activated: (id: string) => `Access key ${id} activated.`,
  deactivated: (id: string) => `Access key ${id} deactivated.`,
  deleted: (id: string) => `Access key ${id} deleted.`,
  described: 'Description saved.',
  activateFailed: 'The access key couldn’t be activated',

  deactivateHeader: 'Deactivate access key?',
  deactivateText:
    'From now on, calls that are signed with this key fail. You can activate it again at any time, so this is how you find out who still uses it. Temporary credentials that were created with the key keep working until they expire.',
  deleteHeader: (id: string) => `Delete ${id}?`,
  deleteText: 'You can’t restore a deleted key. Any program that still signs with it stops working.',
  deleteStillActive: 'This key is active. Deactivate it first, and watch whether anything stops working.',
  deleteType: 'To confirm deletion, enter the access key ID in the text input field.',
  lastUsedNote:
    'IAM records the use of a key at most once every 15 minutes. A key that is in use now can show an earlier time.',
  lastUse: (when: string, service: string) => (service ? `Last used: ${when}, for ${service}.` : `Last used: ${when}.`),

  practicesStep: 'Access key best practices & alternatives',
  practicesText:
    'A long-term key works for anyone who has it, until somebody deactivates or deletes it. Check whether there’s a better option.',
  useCase: 'Use case',
  chooseUseCase: 'Choose a use case.',
  alternatives: 'Alternatives recommended',
  otherText:
    'An access key may be the right choice here. Keep it out of code and repositories, give its user few permissions, and rotate it regularly.',
  understand: 'I understand the above recommendation and want to proceed to create an access key.',
  tickFirst: 'Select the box to continue.',
  tagStep: 'Set description tag',
  tagText:
    'What is this key for, and where will you use it? Later, this tells you who is affected if you deactivate it. The description is stored as a tag of the user, with the key ID as its name.',
  tagLabel: 'Description tag value',
  tagRule: 'Up to 256 characters: letters, digits, spaces, and _ . : / = + - @',
  tagProblems: {
    'too-long': 'Use at most 256 characters.',
    characters: 'Use only letters, digits, spaces, and _ . : / = + - @',
  },
  retrieveStep: 'Retrieve access keys',
  created: 'Access key created',
  createdText:
    'This is the only time that the secret access key can be viewed or downloaded. You cannot recover it later. However, you can create a new access key any time.',
  tagFailed: 'The key exists, but its description couldn’t be saved:',
  accessKey: 'Access key',
  secret: 'Secret access key',
  secretSpoken: 'secret access key',
  secretText:
    'If you lose or forget your secret access key, you cannot retrieve it: create a new key and make the old one inactive.',
  bestPractices: 'Access key best practices',
  practices: [
    'Never store the secret in plain text, in a repository, or in code.',
    'Disable or delete the key when it is no longer needed.',
    'Give its user only the permissions that the work needs.',
    'Rotate the key: create a second one, switch, deactivate the first, watch, delete.',
  ],
  download: 'Download .csv file',
  done: 'Done',
  leaveHeader: 'Continue without viewing or downloading?',
  leaveText:
    'You haven’t viewed or downloaded the secret access key, and this is your only chance. Without the secret, the key is useless.',

  rootStep: 'Alternatives to root user access keys',
  rootWarningHeader: 'Root user access keys are not recommended',
  rootWarning:
    'Anyone who has a root key can do everything in this account, from anywhere, without a password or MFA code. No policy can limit it. No program should ever need one.',
  rootAlternatives: 'What to do instead',
  rootAlternativesList: [
    'Create an IAM user with the permissions that the work needs, and create a key for that user.',
    'For the command line, use aws login. It turns your console sign-in into credentials that expire.',
    'For a task that only root can do, sign in to the console as root with MFA, do the task, and sign out.',
  ],
  rootContinue: 'Continue to create access key?',
  rootUnderstand: 'I understand creating a root access key is not a best practice, but I still want to create one.',

  as2022: {
    title: 'Access keys (access key ID and secret access key)',
    header: 'Create Access Key',
    created: 'Your access key (access key ID and secret access key) has been created successfully.',
    advice:
      'Download your key file now, which contains your new access key ID and secret access key. If you do not, you will not be able to retrieve your secret access key again.',
    id: 'Access Key ID',
    secret: 'Secret Access Key',
    close: 'Close',
    root: { create: 'Create New Access Key', show: 'Show Access Key', download: 'Download Key File' },
    user: { create: 'Create access key', show: 'Show secret access key', download: 'Download .csv file' },
  },
}
