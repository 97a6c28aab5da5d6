import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS } from '../../../server/account/durations.js'
import { refusal } from '../../support/refusal.js'
import { InstanceBench } from './bench.js'

let bench: InstanceBench
beforeEach(async () => {
  bench = await InstanceBench.new()
})

const state = async (id: string) => (await bench.one(id)).State?.Name
const settle = () => bench.world.clock.forward(10_000)

describe('an instance', () => {
  it('runs after some seconds, with a public address in a network for documentation', async () => {
    const { Instances } = await bench.launch()
    const id = Instances[0]?.InstanceId ?? ''
    expect(await state(id)).toBe('pending')
    settle()
    const { PublicIpAddress: address = '', ...instance } = await bench.one(id)
    expect(instance.State).toEqual({ Code: 16, Name: 'running' })
    expect(instance).not.toHaveProperty('StateReason')
    expect(address).toMatch(/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/)
    expect(instance.PublicDnsName).toBe(`ec2-${address.replaceAll('.', '-')}.compute-1.amazonaws.com`)
  })

  it('gives its public address back when it stops and gets another one; the private one stays', async () => {
    const id = await bench.running()
    const before = await bench.one(id)
    expect(await bench.change('Stop', [id])).toEqual({
      StoppingInstances: [
        { InstanceId: id, CurrentState: { Code: 64, Name: 'stopping' }, PreviousState: { Code: 16, Name: 'running' } },
      ],
    })
    settle()
    const stopped = await bench.one(id)
    expect(stopped).toMatchObject({
      State: { Code: 80, Name: 'stopped' },
      StateTransitionReason: 'User initiated (2026-01-31 10:20:40 GMT)',
      StateReason: { Code: 'Client.UserInitiatedShutdown', Message: 'Client.UserInitiatedShutdown: User initiated shutdown' },
      PublicDnsName: '',
    })
    expect(stopped).not.toHaveProperty('PublicIpAddress')
    await bench.change('Start', [id])
    expect(await state(id)).toBe('pending')
    settle()
    const after = await bench.one(id)
    expect(after.PublicIpAddress).not.toBe(before.PublicIpAddress)
    expect(after.PrivateIpAddress).toBe(before.PrivateIpAddress)
  })

  it('is seen for an hour after its termination, and then nothing of it is left', async () => {
    const id = await bench.running({ UserData: btoa('#!/bin/sh') })
    expect(await bench.change('Terminate', [id])).toEqual({
      TerminatingInstances: [
        { InstanceId: id, CurrentState: { Code: 32, Name: 'shutting-down' }, PreviousState: { Code: 16, Name: 'running' } },
      ],
    })
    settle()
    const terminated = await bench.one(id)
    expect(terminated).toMatchObject({ State: { Code: 48, Name: 'terminated' }, NetworkInterfaces: [], SecurityGroups: [] })
    expect(terminated).not.toHaveProperty('SubnetId')
    await bench.change('Terminate', [id])
    bench.world.clock.forward(HOUR_MS)
    expect(await refusal(bench.one(id))).toBe(`InvalidInstanceID.NotFound 400: The instance ID '${id}' does not exist`)
    await bench.launch()
    expect((await bench.world.view()).get('Instance', id)).toBeUndefined()
  })

  it('is terminated at once if it was stopped', async () => {
    const id = await bench.running()
    await bench.change('Stop', [id])
    settle()
    expect(await bench.change('Terminate', [id])).toMatchObject({
      TerminatingInstances: [{ CurrentState: { Name: 'terminated' }, PreviousState: { Name: 'stopped' } }],
    })
  })

  it('stays as it is when it is asked for what it does already', async () => {
    const id = await bench.running()
    const { LaunchTime } = await bench.one(id)
    await bench.change('Start', [id])
    expect(await bench.one(id)).toMatchObject({ LaunchTime, State: { Name: 'running' } })
  })

  it('keeps at most a hundred terminated ones', async () => {
    for (let round = 0; round < 6; round++) {
      const { Instances } = await bench.launch({ MinCount: 20, MaxCount: 20 })
      await bench.change(
        'Terminate',
        Instances.map(({ InstanceId }) => InstanceId),
      )
    }
    expect((await bench.world.view()).count('Instance')).toBe(100)
  })
})

describe('a change of state', () => {
  it('is refused in a state that does not allow it', async () => {
    const { Instances } = await bench.launch()
    const id = Instances[0]?.InstanceId ?? ''
    expect(await refusal(bench.change('Stop', [id]))).toBe(
      `IncorrectInstanceState 400: This instance '${id}' is not in a state from which it can be stopped.`,
    )
    settle()
    await bench.change('Stop', [id])
    expect(await refusal(bench.change('Start', [id]))).toBe(
      `IncorrectInstanceState 400: The instance '${id}' is not in a state from which it can be started.`,
    )
    expect(await refusal(bench.change('Reboot', [id]))).toBe(
      `IncorrectState 400: The instance '${id}' is not in the 'running' state`,
    )
  })

  it('is refused to protected instances', async () => {
    const id = await bench.running({ DisableApiTermination: true, DisableApiStop: true })
    expect(await refusal(bench.change('Terminate', [id]))).toBe(
      `OperationNotPermitted 400: The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    )
    expect(await refusal(bench.change('Stop', [id]))).toContain(
      `OperationNotPermitted 400: The instance '${id}' may not be stopped.`,
    )
    await bench.change('Reboot', [id])
  })

  it('happens to all or to none', async () => {
    const id = await bench.running()
    const [one, other] = ['i-00000000000000001', 'i-00000000000000002']
    expect(await refusal(bench.change('Stop', [id, one, other]))).toBe(
      `InvalidInstanceID.NotFound 400: The instance IDs '${one}, ${other}' do not exist`,
    )
    const { Instances } = await bench.launch()
    expect(await refusal(bench.change('Stop', [id, Instances[0]?.InstanceId ?? '']))).toContain('IncorrectInstanceState')
    expect(await state(id)).toBe('running')
  })

  it('does not start more than the quota allows', async () => {
    const stopped = await bench.running()
    await bench.change('Stop', [stopped])
    settle()
    await bench.launch({ MinCount: 20, MaxCount: 20 })
    expect(await refusal(bench.change('Start', [stopped]))).toContain(
      'InstanceLimitExceeded 400: You have requested more instances (21)',
    )
  })

  it('does not reach another Region or another account', async () => {
    const id = await bench.running()
    const call = (region: string) =>
      refusal(bench.world.call('ec2:TerminateInstances', { InstanceIds: [id] }, bench.world.root(), region))
    expect(await call('eu-west-1')).toBe(`InvalidInstanceID.NotFound 400: The instance ID '${id}' does not exist`)
    await bench.world.enter(await bench.world.newAccount('neighbour@example.com'))
    for (const name of ['TerminateInstances', 'StopInstances', 'StartInstances', 'DescribeInstances', 'RebootInstances']) {
      expect(await refusal(bench.world.call(`ec2:${name}`, { InstanceIds: [id] }))).toBe(
        `InvalidInstanceID.NotFound 400: The instance ID '${id}' does not exist`,
      )
    }
    for (const name of ['GetConsoleOutput', 'ModifyInstanceMetadataOptions']) {
      expect(await refusal(bench.world.call(`ec2:${name}`, { InstanceId: id }))).toContain('InvalidInstanceID.NotFound')
    }
  })
})
