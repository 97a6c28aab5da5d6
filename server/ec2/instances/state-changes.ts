import type { Draft } from '../../account/account.js'
import { QUOTA } from '../../account/quotas.js'
import { ec2Error } from '../../aws/ec2-errors.js'
import type { InstanceStateChange } from '../../aws/model/ec2.types.js'
import { type Context, type Need, operation } from '../../runner/operation.js'
import { freePublicAddress } from './addresses.js'
import { stateShape } from './describe-instance.js'
import { findInstances } from './find-instances.js'
import { type Instance, isOn, isPresent, type StateName, started, stateOf, stopped, terminated } from './lifecycle.js'
import { onInstance } from './needs.js'
import { forgetTerminated, instanceLimitExceeded } from './quotas.js'

type Changing = Context<{ InstanceIds: string[] }, Draft>

const needs = ({ account, request, input, now }: Context<{ InstanceIds: string[] }>): Need[] =>
  input.InstanceIds.map((id) => onInstance(account, request.region, id, now))

/**
 * Changes all the instances, or none if one of them can't be changed. `next` gives an instance after the change: itself if
 * there is nothing to do.
 */
function change(
  { account, request, input, now }: Changing,
  next: (instance: Instance, state: StateName) => Instance,
): InstanceStateChange[] {
  const changed = findInstances(account, request.region, input.InstanceIds, now).map((instance) => {
    const before = stateOf(instance, now) ?? 'terminated'
    const after = next(instance, before)
    return { instance, before, after }
  })
  for (const { instance, after } of changed) if (after !== instance) account.put('Instance', after)
  return changed.map(({ before, after }) => ({
    InstanceId: after.instanceId,
    CurrentState: stateShape(stateOf(after, now) ?? 'terminated'),
    PreviousState: stateShape(before),
  }))
}

const shown = (changes: InstanceStateChange[] = []) => ({
  instancesSet: {
    items: changes.map(({ InstanceId, CurrentState, PreviousState }) => ({
      instanceId: InstanceId,
      currentState: { code: CurrentState?.Code, name: CurrentState?.Name },
      previousState: { code: PreviousState?.Code, name: PreviousState?.Name },
    })),
  },
})

const incorrectState = (message: string) => ec2Error('IncorrectInstanceState', message)

/**
 * Starts stopped instances; each gets another public address. One that runs already stays as it is.
 * Limit: 20 running instances per account. Errors: InvalidInstanceID.NotFound, IncorrectInstanceState,
 * InstanceLimitExceeded. Source: EC2 API Reference, "StartInstances"; public replies.
 */
export const StartInstances = operation('ec2', 'StartInstances', {
  needs,
  handle(context) {
    const { account, now } = context
    let running = account.ordered('Instance').filter((instance) => isOn(instance, now)).length
    return {
      StartingInstances: change(context, (instance, state) => {
        if (state === 'pending' || state === 'running') return instance
        if (state !== 'stopped') {
          throw incorrectState(`The instance '${instance.instanceId}' is not in a state from which it can be started.`)
        }
        if (++running > QUOTA.RunningInstancesPerAccount) throw instanceLimitExceeded(running)
        return started(instance, now, instance.publicIpAddress === undefined ? undefined : freePublicAddress(context))
      }),
    }
  },
  result: ({ StartingInstances }) => shown(StartingInstances),
})

/**
 * Stops running instances; their public addresses are given back. One that is stopped stays as it is.
 * Errors: InvalidInstanceID.NotFound, IncorrectInstanceState, OperationNotPermitted, UnsupportedOperation (hibernation).
 * @differs An instance stops within three seconds.
 * Source: EC2 API Reference, "StopInstances"; recorded and public replies.
 */
export const StopInstances = operation('ec2', 'StopInstances', {
  needs,
  handle(context) {
    const { input, now } = context
    return {
      StoppingInstances: change(context, (instance, state) => {
        const { instanceId } = instance
        if (state === 'stopping' || state === 'stopped') return instance
        if (state !== 'running') {
          throw incorrectState(`This instance '${instanceId}' is not in a state from which it can be stopped.`)
        }
        if (instance.disableApiStop) {
          throw ec2Error(
            'OperationNotPermitted',
            `The instance '${instanceId}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
          )
        }
        if (input.Hibernate) {
          throw ec2Error('UnsupportedHibernationConfiguration', `Instance '${instanceId}' is not configured for hibernation.`)
        }
        return stopped(instance, now)
      }),
    }
  },
  result: ({ StoppingInstances }) => shown(StoppingInstances),
})

/**
 * Terminates instances: they are seen for an hour at most, then nothing of them is left. Terminating one again changes
 * nothing. Errors: InvalidInstanceID.NotFound, OperationNotPermitted (termination protection).
 * Source: EC2 API Reference, "TerminateInstances"; recorded and public replies.
 */
export const TerminateInstances = operation('ec2', 'TerminateInstances', {
  needs,
  handle(context) {
    const { account, now } = context
    const TerminatingInstances = change(context, (instance) => {
      if (!isPresent(instance)) return instance
      if (instance.disableApiTermination) {
        throw ec2Error(
          'OperationNotPermitted',
          `The instance '${instance.instanceId}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
        )
      }
      return terminated(instance, now)
    })
    forgetTerminated(account, now)
    return { TerminatingInstances }
  },
  result: ({ TerminatingInstances }) => shown(TerminatingInstances),
})

/**
 * Reboots running instances, which keep their state and their addresses.
 * Errors: InvalidInstanceID.NotFound, IncorrectState. Source: EC2 API Reference, "RebootInstances"; recorded replies.
 */
export const RebootInstances = operation('ec2', 'RebootInstances', {
  needs,
  handle(context) {
    change(context, (instance, state) => {
      if (state === 'running') return { ...instance, rebootedAt: context.now }
      throw ec2Error('IncorrectState', `The instance '${instance.instanceId}' is not in the 'running' state`)
    })
  },
})
