import type { ClassroomApi, ClassroomFile, Role } from './contract.js'

export type ClassroomRoute = keyof ClassroomApi | ClassroomFile

const ANYONE = ['instructor', 'assistant', 'learner', 'projector', 'visitor'] as const
const INSTRUCTOR = ['instructor'] as const
const STAFF = ['instructor', 'assistant'] as const
const LEARNER = ['learner'] as const

/**
 * Who may ask what; the router admits nobody else. An instructor sees all classes, an assistant and a projector their own
 * classes alone, and a learner themselves alone.
 */
export const ROUTE_ROLES: Readonly<Record<ClassroomRoute, readonly Role[]>> = {
  'GET /classroom/session': ANYONE,
  'POST /classroom/session': ANYONE,
  'DELETE /classroom/session': ANYONE,
  'POST /classroom/staff/mfa': STAFF,
  'DELETE /classroom/staff/mfa': STAFF,
  'GET /classroom/staff': INSTRUCTOR,
  'DELETE /classroom/staff/:staff': INSTRUCTOR,
  'POST /classroom/invitations': INSTRUCTOR,
  'POST /classroom/staff': ANYONE,
  'POST /classroom/projectors': ANYONE,
  'POST /classroom/staff/password': ['operator'],

  'GET /classroom/classes': STAFF,
  'POST /classroom/classes': INSTRUCTOR,
  'GET /classroom/classes/:class': STAFF,
  'POST /classroom/classes/:class': INSTRUCTOR,
  'POST /classroom/classes/:class/code': INSTRUCTOR,
  'POST /classroom/classes/:class/archive': INSTRUCTOR,
  'POST /classroom/classes/:class/delete': INSTRUCTOR,
  'GET /classroom/classes/:class/audit': INSTRUCTOR,
  'GET /classroom/classes/:class/qr.svg': [...STAFF, 'projector'],
  'GET /classroom/classes/:class/learners': STAFF,
  'POST /classroom/classes/:class/roster': INSTRUCTOR,
  'GET /classroom/classes/:class/roster.csv': INSTRUCTOR,
  'POST /classroom/classes/:class/slips': INSTRUCTOR,

  'GET /classroom/join': ANYONE,
  'POST /classroom/join': ANYONE,
  'POST /classroom/leave': ANYONE,
  'GET /classroom/me': LEARNER,
  'GET /classroom/me/seen': LEARNER,
  'POST /classroom/me/hand': LEARNER,
  'GET /classroom/me/result': LEARNER,
  'POST /classroom/me/root-password': LEARNER,

  'GET /classroom/projector': ['projector'],

  'GET /classroom/classes/:class/board': STAFF,
  'GET /classroom/classes/:class/board/:lesson': STAFF,
  'GET /classroom/classes/:class/events': STAFF,
  'GET /classroom/classes/:class/learners/:learner': STAFF,
  'POST /classroom/classes/:class/learners/:learner/hand': STAFF,

  'POST /classroom/classes/:class/messages': STAFF,
  'POST /classroom/classes/:class/hints': STAFF,
  'POST /classroom/classes/:class/lesson': INSTRUCTOR,
  'POST /classroom/classes/:class/pace-lock': INSTRUCTOR,
  'POST /classroom/classes/:class/spotlight': INSTRUCTOR,
  'POST /classroom/classes/:class/clock': INSTRUCTOR,
  // An assistant resets a step, and nothing larger: the route itself looks at which of them it is.
  'POST /classroom/classes/:class/resets': STAFF,
  'POST /classroom/classes/:class/learners/:learner/fresh-account': INSTRUCTOR,
  'POST /classroom/classes/:class/learners/:learner/passphrase': INSTRUCTOR,
  'POST /classroom/classes/:class/learners/:learner/lift-wait': INSTRUCTOR,
  'POST /classroom/classes/:class/learners/:learner': INSTRUCTOR,
  'DELETE /classroom/classes/:class/learners/:learner': INSTRUCTOR,

  'GET /classroom/classes/:class/exams': INSTRUCTOR,
  'POST /classroom/classes/:class/exams': INSTRUCTOR,
  'POST /classroom/classes/:class/exams/:exam/end': INSTRUCTOR,
  'POST /classroom/classes/:class/exams/:exam/more-time': INSTRUCTOR,
  'POST /classroom/classes/:class/exams/:exam/release': INSTRUCTOR,
  'GET /classroom/classes/:class/exams/:exam/results': INSTRUCTOR,

  'GET /classroom/classes/:class/results.csv': INSTRUCTOR,
  'GET /classroom/classes/:class/results.json': INSTRUCTOR,
  'GET /classroom/classes/:class/canvas.csv': INSTRUCTOR,
  'GET /classroom/classes/:class/moodle.csv': INSTRUCTOR,
}
