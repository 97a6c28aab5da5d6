/** Source: IAM API Reference, "CreateGroup". */
export const GROUP_NAME = /^[\w+=,.@-]{1,128}$/
