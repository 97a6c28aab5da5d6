import type { GuessLimit } from '../credentials/guess-limit.js'
import type { LabContext } from '../lab/api/requests.js'
import type { ClassroomStore } from '../store/classrooms.js'
import type { OwnSecrets } from '../store/own-secrets.js'
import type { RootPasswords } from './root-passwords.js'

/** What the classroom is given by the composition root. */
export interface ClassroomServices {
  store: ClassroomStore
  secrets: OwnSecrets
  /** What the lab's own routes have. */
  lab: LabContext
  guesses: GuessLimit
  rootPasswords: RootPasswords
  /** Told after every change to a class's lists or settings. */
  news?: { changed(classId: string): void }
  /** The suffix of the cookies' names. */
  cookieSuffix: string | number
  /** Where learners reach this server, the best address first. */
  addresses: () => string[]
}
