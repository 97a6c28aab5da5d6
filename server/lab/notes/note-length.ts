/** Two pages of text, in characters. One account has at most one note per lesson, so its notes stay small. */
export const NOTE_LENGTH = 4_000
