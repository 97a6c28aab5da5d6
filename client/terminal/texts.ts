export const texts = {
  title: 'Terminal',
  open: 'Open the terminal',
  close: 'Close the terminal',
  resize: 'Resize the terminal',
  intro: 'Your own laptop: it has no credentials until you run aws configure. Tab completes, Esc leaves it.',
  label: 'Terminal',
  loading: 'The terminal is starting.',
  failed: 'The terminal could not be started. Reload the page.',
  dropped: (name: string) => `${name} is in your home folder.`,
  tooLarge: (name: string) => `${name} is larger than a megabyte.`,
}
