import type { Request, Response } from 'express'
import { ApiError } from '../api/api-error.js'
import { pathParameter } from '../api/parameters.js'
import type { Role } from './contract.js'
import { type ClassroomRoute, ROUTE_ROLES } from './roles.js'
import {
  type ClassBody,
  type ClassRow,
  type LearnerBody,
  type LearnerRow,
  noSuchClass,
  noSuchLearner,
  type StaffRow,
} from './rows.js'
import type { ClassroomServices } from './services.js'
import type { Visitors } from './visitors.js'

/** One request that was admitted, and for whom. */
export class Asked {
  readonly request: Request
  readonly response: Response
  readonly role: Role
  readonly #found: Found

  constructor(request: Request, response: Response, role: Role, found: Found) {
    this.request = request
    this.response = response
    this.role = role
    this.#found = found
  }

  /** Who asks, on a route for the staff. */
  get staff(): StaffRow {
    return there(this.#found.staff)
  }

  /** The class of the path, or else the learner's or the projector's own. */
  get class(): ClassRow {
    return there(this.#found.class)
  }

  /** The learner of the path, or else who asks. */
  get learner(): LearnerRow {
    return there(this.#found.learner)
  }
}

export interface Found {
  staff?: StaffRow | undefined
  class?: ClassRow | undefined
  learner?: LearnerRow | undefined
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('this route’s roles or path say nothing about it')
  return found
}

/** In an archived class all can be read, and nothing else be changed. */
const IN_ARCHIVE: readonly ClassroomRoute[] = [
  'POST /classroom/classes/:class/archive',
  'POST /classroom/classes/:class/delete',
]

/**
 * Admits a request by the table of roles, and finds what its path names: an assistant's class has to be theirs, and a
 * learner the class's. Errors: NotSignedIn, NotAllowed, NoSuchClass, NoSuchLearner, ClassArchived.
 */
export async function admitted(
  { store, lab }: Pick<ClassroomServices, 'store' | 'lab'>,
  visitors: Visitors,
  route: ClassroomRoute,
  request: Request,
): Promise<{ role: Role; found: Found }> {
  const roles = ROUTE_ROLES[route]
  if (roles.includes('operator')) {
    if (lab.learners.isOperator(request)) return { role: 'operator', found: {} }
    throw new ApiError(403, 'NotTheOperator', 'Only the person who started this server can do this.')
  }
  const who = roles.includes('visitor') ? { role: 'visitor' as const, found: {} } : await identified(visitors, roles, request)
  const found = await scoped({ store }, who, request)
  const isChange = request.method !== 'GET' && found.class !== undefined
  if (isChange && found.class?.body.archivedAt !== undefined && !IN_ARCHIVE.includes(route))
    throw new ApiError(409, 'ClassArchived', 'This class is archived, so nothing in it can be changed.')
  return { role: who.role, found }
}

async function identified(visitors: Visitors, roles: readonly Role[], request: Request): Promise<{ role: Role; found: Found }> {
  const staff = await visitors.staffOf(request)
  if (staff && roles.includes(staff.body.role)) return { role: staff.body.role, found: { staff } }
  const member = await visitors.learnerOf(request)
  if (member && roles.includes('learner')) {
    return { role: 'learner', found: { learner: member.learner, class: member.of } }
  }
  const projected = await visitors.projectorOf(request)
  if (projected && roles.includes('projector')) return { role: 'projector', found: { class: projected } }
  if (staff || member || projected) {
    throw new ApiError(403, 'NotAllowed', 'You can’t do this here. Ask the instructor of the class.')
  }
  throw new ApiError(401, 'NotSignedIn', 'You’re not signed in.', {
    nextStep: roles.includes('learner') ? 'Join your class at /join.' : 'Sign in at /classroom.',
  })
}

async function scoped(
  { store }: Pick<ClassroomServices, 'store'>,
  { role, found }: { role: Role; found: Found },
  request: Request,
): Promise<Found> {
  if (request.params.class === undefined) return found
  const classId = pathParameter(request, 'class')
  // A class that isn't somebody's looks to them as if there were none.
  if (role === 'assistant' && !found.staff?.body.classIds.includes(classId)) throw noSuchClass()
  if (role === 'projector' && found.class?.id !== classId) throw noSuchClass()
  const of = await store.classes.get<ClassBody>(classId)
  if (!of) throw noSuchClass()
  if (request.params.learner === undefined) return { ...found, class: of }
  const learner = await store.learners.get<LearnerBody>(pathParameter(request, 'learner'))
  if (learner?.classId !== classId) throw noSuchLearner()
  return { ...found, class: of, learner }
}
