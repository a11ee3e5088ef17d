export const panelsText = {
  allPanels: 'All panels',
  firstPage: 'First page',
  nextPage: 'Next page',
  nothing: 'Nothing.',
  yes: 'yes',
  no: 'no',
  panels: 'Panels',
  whatThePluginsOfThisServer: 'What the plugins of this server show.',
  noPanel: 'No panel.',
  noPluginOfThisServer: 'No plugin of this server has a page of its own.',
  plugin: (plugin: string | number) => `Plugin ${plugin}`,
} as const
