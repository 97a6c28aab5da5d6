import type { Audit } from './audit.js'
import type { Classes } from './classes.js'
import type { Exams } from './exam/exams.js'
import type { Invitations } from './invitations.js'
import type { Join } from './join.js'
import type { ClassroomServices } from './services.js'
import type { Staff } from './staff.js'
import type { Visitors } from './visitors.js'

/** What the classroom's routes share. */
export interface ClassroomContext extends ClassroomServices {
  visitors: Visitors
  staff: Staff
  invitations: Invitations
  classes: Classes
  join: Join
  audit: Audit
  exams: Exams
}
