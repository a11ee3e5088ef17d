/** Where the API for the product that runs Rolecall is. */
export const platformPath = '/api/platform'

/** An organization by the id that the product knows it by. */
export const organizationPath = `${platformPath}/organizations/:organization`
