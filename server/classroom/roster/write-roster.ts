import Papa from 'papaparse'
import { guarded } from '../formula-guard.js'
import type { LearnerBody } from '../rows.js'

const HEADERS = ['Name', 'Email', 'External ID', 'Section', 'Shown as']

/** Everybody of a class as CSV that can be read again. No cell begins a formula. */
export function writeRoster(learners: readonly LearnerBody[]): string {
  const rows = learners.map(({ name, fullName, email, externalId, section }) =>
    [fullName ?? name, email, externalId, section, name].map((cell) => guarded(cell ?? '')),
  )
  return `${Papa.unparse([HEADERS, ...rows], { newline: '\r\n' })}\r\n`
}
