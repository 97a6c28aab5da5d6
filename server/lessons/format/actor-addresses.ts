/** Addresses for documentation (RFC 5737): no learner has one, every actor must. So an actor is known by its address alone. */
const ACTOR_NETS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/

export const isActorAddress = (sourceIp: string): boolean => ACTOR_NETS.test(sourceIp)
