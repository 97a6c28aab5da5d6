export const texts = {
  title: 'Cheat sheet',
  description:
    'The recap of each lesson, and your own notes. The notes belong to this account and stay when you reset it. An exported account file doesn’t contain them.',
  heading: (account: string) => `IAM Dojo cheat sheet, account ${account}`,
  download: 'Download as Markdown',
  fileName: (account: string) => `iam-dojo-cheat-sheet-${account}.md`,
  print: 'Print',
  lesson: (n: number, title: string) => `${n}. ${title}`,
  complete: 'Complete',
  notComplete: 'Not complete yet',
  openLesson: (title: string) => `Open the lesson ${title}`,
  open: 'Open the lesson',
  yourNotes: 'Your notes',
  notesOn: (title: string) => `Your notes on ${title}`,
  noteHint: 'In your own words. Never write down a password or a secret key.',
  left: (count: number) => (count === 1 ? '1 character left' : `${count} characters left`),
  tooLong: (count: number) =>
    `Too long by ${count === 1 ? '1 character' : `${count} characters`}, so the changes aren’t saved.`,
  saving: 'Saving',
  saved: 'Saved',
  empty: 'Complete a lesson or write a note. Then it’s on the sheet that you print or download.',
  notYours: 'This account belongs to another browser. Its notes stay there.',
}
