import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { Empty } from '../parts/loaded.js'
import { PickActions } from '../policy-editor/pick-actions.js'
import type { AskedAction } from './simulate.js'
import { texts } from './texts.js'

interface Props {
  actions: readonly AskedAction[]
  onChange(actions: AskedAction[]): void
}

/** The actions that are asked about, each on a resource of its own. */
export function AskedActions({ actions, onChange }: Props) {
  const names = actions.map(({ name }) => name)
  return (
    <Table
      items={[...actions]}
      trackBy="name"
      wrapLines
      ariaLabels={{ tableLabel: texts.actions }}
      header={
        <Header
          variant="h2"
          counter={`(${actions.length})`}
          actions={actions.length > 0 ? <Button onClick={() => onChange([])}>{texts.clearActions}</Button> : null}
        >
          {texts.actions}
        </Header>
      }
      filter={
        <PickActions
          label={texts.selectActions}
          serviceLabel={texts.selectService}
          chosen={names}
          hideTokens
          onChange={(next) =>
            onChange(next.map((name) => actions.find((action) => action.name === name) ?? { name, resource: '*' }))
          }
        />
      }
      empty={<Empty title={texts.noActions} />}
      columnDefinitions={[
        {
          id: 'action',
          header: texts.action,
          minWidth: 180,
          isRowHeader: true,
          cell: ({ name }) => <span className="simulator-name">{name}</span>,
        },
        {
          id: 'resource',
          header: texts.resource,
          minWidth: 260,
          cell: ({ name, resource }) => (
            <Input
              value={resource}
              ariaLabel={texts.resourceOf(name)}
              spellcheck={false}
              onChange={({ detail }) =>
                onChange(actions.map((action) => (action.name === name ? { name, resource: detail.value } : action)))
              }
            />
          ),
        },
        {
          id: 'more',
          header: texts.rowActions,
          minWidth: 150,
          cell: ({ name, resource }) => (
            <SpaceBetween size="xxs">
              <Button
                variant="inline-link"
                ariaLabel={texts.removeWhat(name)}
                onClick={() => onChange(actions.filter((action) => action.name !== name))}
              >
                {texts.remove}
              </Button>
              {actions.some((action) => action.resource !== resource) ? (
                <Button
                  variant="inline-link"
                  ariaLabel={texts.useForAllOf(name)}
                  onClick={() => onChange(actions.map((action) => ({ ...action, resource })))}
                >
                  {texts.useForAll}
                </Button>
              ) : null}
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}
