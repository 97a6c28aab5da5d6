export const texts = {
  dashboard: 'EC2 Dashboard',
  description: 'Virtual servers in the cloud, each in one Region',
  resources: 'Resources',
  resourcesText: (region: string) => `What you have in ${region}. Choose another Region in the top bar.`,
  running: 'Instances (running)',
  keyPairs: 'Key pairs',
  securityGroups: 'Security groups',
  launchHeader: 'Launch instance',
  launchText: (region: string) => `Your instances will launch in ${region}.`,
  launch: 'Launch instance',
}
