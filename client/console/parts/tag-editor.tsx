import TagEditor from '@cloudscape-design/components/tag-editor'

export interface Tag {
  key: string
  value: string
}
interface Props {
  tags: readonly Tag[]
  onChange(tags: Tag[], valid: boolean): void
}

/** Key and value lines, 50 at most, as AWS's wizards have them. */
export function Tags({ tags, onChange }: Props) {
  return (
    <TagEditor
      tagLimit={50}
      tags={tags.map((tag) => ({ ...tag, existing: false }))}
      onChange={({ detail }) =>
        onChange(
          detail.tags.filter(({ markedForRemoval }) => !markedForRemoval).map(({ key, value }) => ({ key, value })),
          detail.valid,
        )
      }
    />
  )
}
