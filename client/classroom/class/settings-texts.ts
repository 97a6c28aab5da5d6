export const texts = {
  title: 'Settings',
  classTitle: 'Title',
  from: 'Open from',
  until: 'Open until',
  timesHint:
    'In this browser’s time zone. Outside these times, nobody new can join. Learners who have joined can still come back.',
  most: 'Maximum number of learners',
  mostHint: 'From 1 to 1,000.',
  sections: 'Sections',
  sectionsHint: 'One per line. Learners choose theirs when they join.',
  names: 'Names',
  nameRules: {
    free: { label: 'Free', description: 'Learners choose any name that nobody else in the class has.' },
    roster: { label: 'From the roster', description: 'Only people on the roster can join.' },
    pseudonyms: {
      label: 'Pseudonyms',
      description: 'Learners get a made-up name. Only the roster has real names.',
    },
  },
  namesOnProjector: 'Show on the projector who has joined, by name',
  lessons: 'Lessons',
  lessonsHint: 'Learners see them in the order in which you choose them. For the whole course, choose none.',
  chooseLessons: 'The whole course',
  fixture: 'Account that learners get',
  fixtureHint: 'For learners who join from now on.',
  fixtures: {
    inherited: { label: 'The inherited account', description: 'The neglected account that the first lesson begins in.' },
    empty: { label: 'An empty account', description: 'It has a root user and nothing else.' },
    other: { label: 'Another account of the course', description: 'For a class that begins with a later lesson.' },
  },
  fixtureName: 'Name of the fixture, such as developers',
  stuckAfter: 'Minutes without a passed step until a learner counts as stuck',
  save: 'Save changes',
  saved: 'The settings are saved.',

  codeTitle: 'Join code',
  codeText: 'A new code replaces the old one at once. Learners who have joined stay in the class.',
  newCode: 'Create new code',
  newCodeMade: (code: string) => `The new join code is ${code}.`,
  codeFailed: 'The join code wasn’t changed',

  archiveTitle: 'Archive',
  archiveText:
    'Nobody can join an archived class, come back to it, or change anything in it. You can still read and export it.',
  archive: 'Archive class',
  unarchive: 'Reopen class',
  archived: 'The class is archived.',
  unarchived: 'The class is open again.',
  archiveFailed: 'The class wasn’t changed',

  deleteTitle: 'Delete',
  deleteText:
    'Deleting a class also deletes its learners, their accounts, and everything that is kept about them. You can’t undo this.',
  delete: 'Delete class',
  deleted: (title: string) => `The class ${title} is deleted, with all its data.`,
}
