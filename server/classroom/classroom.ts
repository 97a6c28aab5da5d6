import { Router } from 'express'
import { whenAccountGone } from '../api/answer-errors.js'
import { ApiError } from '../api/api-error.js'
import type { ClassRules } from '../lab/services.js'
import { actRoutes } from './api/acts.js'
import { boardRoutes } from './api/boards.js'
import { classRoutes } from './api/classes.js'
import { examRoutes } from './api/exams.js'
import { exportRoutes } from './api/exports.js'
import { joinRoutes } from './api/join.js'
import { learnerRoutes } from './api/learners.js'
import { rosterRoutes } from './api/roster.js'
import { sessionRoutes } from './api/session.js'
import { staffRoutes } from './api/staff.js'
import { Audit } from './audit.js'
import { Boards } from './board/boards.js'
import { Presence } from './board/presence.js'
import { ClassNews } from './class-news.js'
import { ClassRoutes } from './class-routes.js'
import { Classes } from './classes.js'
import type { ClassroomContext } from './context.js'
import type { ClassListing, StaffMember } from './contract.js'
import { Exams } from './exam/exams.js'
import { Invitations } from './invitations.js'
import { Join } from './join.js'
import { RootPasswords } from './root-passwords.js'
import { classRules } from './rules.js'
import type { ClassroomServices } from './services.js'
import { Staff, staffMember } from './staff.js'
import { Visitors } from './visitors.js'

export interface Classroom {
  /** `/api/classroom`. */
  router: Router
  rules: ClassRules
  /** For the person at the machine. */
  hasStaff(): Promise<boolean>
  setPassword(name: string, password: string): Promise<StaffMember>
  /** Those that aren't archived; with none, a first one is made. */
  openClasses(): Promise<ClassListing[]>
  close(): Promise<void>
}

const FIRST_CLASS = { title: 'My class' }

/** Classes, who teaches and who learns in them. Loaded only by a server that has a classroom. */
export function createClassroom(given: Omit<ClassroomServices, 'news' | 'rootPasswords'>): Classroom {
  const news = new ClassNews(given.lab.shared)
  const rootPasswords = new RootPasswords(given)
  const services = { ...given, news, rootPasswords }
  const presence = new Presence(given.lab)
  const visitors = new Visitors(services)
  const context: ClassroomContext = {
    ...services,
    visitors,
    staff: new Staff(services),
    invitations: new Invitations(services),
    classes: new Classes(services, visitors),
    join: new Join(services),
    audit: new Audit(services),
    boards: new Boards({ ...services, presence }),
    exams: new Exams(services),
  }
  const { staff, classes, boards, exams } = context
  exams.watch()
  rootPasswords.fill()
  return {
    router: classroomRouter(context),
    rules: classRules(services),
    hasStaff: async () => (await staff.all()).length > 0,
    setPassword: async (name, password) => staffMember(await staff.setPassword(name, password)),
    async openClasses() {
      const all = await classes.all()
      const rows = all.length > 0 ? all : [await classes.create(FIRST_CLASS)]
      const open = rows.filter(({ body }) => body.archivedAt === undefined)
      return Promise.all(open.map((row) => classes.listing(row)))
    },
    async close() {
      await exams.close()
      await boards.close()
      await presence.close()
      rootPasswords.close()
    },
  }
}

export function classroomRouter(context: ClassroomContext): Router {
  const router = Router()
  const routes = new ClassRoutes(router, context, context.visitors, context.audit)
  sessionRoutes(routes, context)
  staffRoutes(routes, context)
  classRoutes(routes, context)
  joinRoutes(routes, context)
  learnerRoutes(routes, context)
  rosterRoutes(routes, context)
  actRoutes(routes, context)
  examRoutes(routes, context)
  exportRoutes(routes, context)
  boardRoutes(routes, context)
  router.use(whenAccountGone(() => new ApiError(404, 'NoSuchAccount', 'This account no longer exists.')))
  return router
}
