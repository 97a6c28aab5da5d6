/** ARN of a resource in a Region. Source: Service Authorization Reference, "Resource types defined by Amazon EC2". */
export const ec2Arn = (region: string, accountId: string, type: string, id: string): string =>
  `arn:aws:ec2:${region}:${accountId}:${type}/${id}`
